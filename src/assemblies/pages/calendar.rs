//! The calendar of a federation or of one body, as a feed (RFC 5545) that calendar programs keep up to date by themselves.
//!
//! It holds only what the public pages tell, so it needs no secret in its address.

use icalendar::{Calendar, Component, Event, Property};
use poem::{handler, web::Path};

use crate::{
    assemblies::actions::{CalendarDays, calendar},
    registry::model::Federation,
    types::{BodyId, Day, TIME_ZONE},
    web::{Access, PageResult, Reader, Refused, Routes, public_page::Rendered},
};

/// Routes of the calendar.
pub fn routes(routes: Routes) -> Routes {
    routes
        .get(
            "/:lang/federations/:slug/calendar.ics",
            Access::Public,
            of_federation,
        )
        .get(
            "/:lang/federations/:slug/bodies/:body/calendar.ics",
            Access::Public,
            of_body,
        )
}

#[handler]
async fn of_federation(reader: Reader, Path((_, slug)): Path<(String, String)>) -> PageResult {
    feed(&reader, &slug, None).await
}

#[handler]
async fn of_body(reader: Reader, Path((_, slug, body)): Path<(String, String, i64)>) -> PageResult {
    feed(&reader, &slug, Some(BodyId(body))).await
}

async fn feed(reader: &Reader, slug: &str, body: Option<BodyId>) -> PageResult {
    let days = calendar(&reader.app, slug, body)
        .await
        .map_err(Refused::from)?;
    let text = Feed {
        reader,
        federation: &days.federation,
    }
    .of(&days);
    Ok(reader.answer(&Rendered::new(text, "text/calendar; charset=utf-8")))
}

struct Feed<'a> {
    reader: &'a Reader,
    federation: &'a Federation,
}

impl Feed<'_> {
    fn of(&self, days: &CalendarDays) -> String {
        let texts = &self.reader.texts;
        let mut calendar = Calendar::new();
        let name = days.body_name.as_ref().unwrap_or(&self.federation.name);
        calendar.name(name);
        for assembly in &days.assemblies {
            let at = format!(
                "/federations/{}/assemblies/{}",
                self.federation.slug, assembly.id
            );
            let mut event = self.event(
                &format!("assembly-{}", assembly.id),
                assembly.day,
                &assembly.title,
                &at,
            );
            if !assembly.place.is_empty() {
                event.add_property("LOCATION", assembly.place.as_str());
            }
            calendar.push(event);
            if let Some(deadline) = assembly.deadline {
                // The deadline is the midnight at the end of the last day.
                let last = deadline.plus_millis(-1).day_in(&TIME_ZONE);
                let summary = texts.ta(
                    "calendar-registration",
                    &[("title", assembly.title.as_str().into())],
                );
                calendar.push(self.event(
                    &format!("registration-{}", assembly.id),
                    last,
                    &summary,
                    &at,
                ));
            }
        }
        for term in &days.terms {
            let at = format!("/federations/{}/bodies/{}", self.federation.slug, term.body);
            let summary = texts.ta(
                "calendar-term-ends",
                &[("body", term.body_name.as_str().into())],
            );
            calendar.push(self.event(&format!("term-{}", term.id), term.day, &summary, &at));
        }
        for objection in &days.objections {
            let at = format!(
                "/federations/{}/elections/{}",
                self.federation.slug, objection.id
            );
            let summary = texts.ta(
                "calendar-objections-end",
                &[("body", objection.body_name.as_str().into())],
            );
            calendar.push(self.event(
                &format!("objection-{}", objection.id),
                objection.day,
                &summary,
                &at,
            ));
        }
        calendar.to_string()
    }

    /// An event of a whole day. Its stamp is the day itself: the same days give the same bytes.
    fn event(&self, id: &str, day: Day, summary: &str, at: &str) -> Event {
        let base = &self.reader.app.config.base_url;
        let host = base
            .split_once("://")
            .map_or(base.as_str(), |(_, host)| host);
        let date = day.date().strftime("%Y%m%d").to_string();
        let summary: String = summary
            .chars()
            .filter(|c| !matches!(c, '\u{2068}' | '\u{2069}'))
            .collect();
        let whole_day = |key: &str| {
            let mut property = Property::new(key, date.as_str());
            property.add_parameter("VALUE", "DATE");
            property.done()
        };
        let mut event = Event::new();
        event
            .uid(&format!("{id}@{host}"))
            .summary(&summary)
            .url(&format!("{base}{}", self.reader.href(at)))
            .add_property("DTSTAMP", format!("{date}T000000Z"))
            .append_property(whole_day("DTSTART"))
            .add_property("TRANSP", "TRANSPARENT");
        event.done()
    }
}
