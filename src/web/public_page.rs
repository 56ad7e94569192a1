//! Pages for everybody: rendered without a person, so that one copy serves all readers, and kept where they never change.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};

use bytes::Bytes;
use poem::{
    FromRequest, Request, RequestBody, Response,
    http::{HeaderValue, StatusCode, header},
};
use sha2::{Digest, Sha256};

use super::{problems::Refused, shell::Shell, texts::Texts, visitor::Place};
use crate::{
    App,
    types::{Locale, Problem},
};

/// Pages kept in memory at most; a page has about 20 KB.
const MOST_PAGES: usize = 500;

/// How long a copy is good without asking again: short, since a correction has to reach readers.
const CACHE_CONTROL: &str = "public, max-age=30, must-revalidate";

/// Somebody who reads a public page; whether signed in is not looked at.
pub struct Reader {
    pub app: App,
    pub place: Place,
    pub texts: Texts,
    if_none_match: Option<String>,
}

impl<'a> FromRequest<'a> for Reader {
    async fn from_request(request: &'a Request, _: &mut RequestBody) -> poem::Result<Self> {
        let app = request
            .data::<App>()
            .cloned()
            .ok_or_else(|| poem::Error::from_status(StatusCode::INTERNAL_SERVER_ERROR))?;
        let place = Place::of(request, &app.config);
        if !place.locale_in_path {
            return Err(Refused(Problem::not_found()).into());
        }
        Ok(Self {
            texts: app.texts.for_locale(place.locale),
            if_none_match: request
                .headers()
                .get(header::IF_NONE_MATCH)
                .and_then(|v| v.to_str().ok())
                .map(str::to_owned),
            place,
            app,
        })
    }
}

impl Reader {
    /// The language of the page.
    pub fn locale(&self) -> Locale {
        self.place.locale
    }

    /// An address of ours in the reader's language.
    pub fn href(&self, rest: &str) -> String {
        format!("/{}{rest}", self.place.locale.tag())
    }

    /// The frame of a public page: the same for everybody.
    pub fn shell(&self) -> Shell {
        let mut shell = Shell::bare(&self.app, &self.place);
        shell.sign_in = Some(self.href("/sign-in"));
        shell
    }

    /// Renders a page that may change with every request.
    pub fn html(&self, page: &impl askama::Template) -> poem::Result<Response> {
        Ok(self.answer(&Rendered::page(page)?))
    }

    /// Answers with rendered bytes, or with 304 where the reader has them.
    pub fn answer(&self, rendered: &Rendered) -> Response {
        let mut response = if self.has(&rendered.etag) {
            Response::builder()
                .status(StatusCode::NOT_MODIFIED)
                .finish()
        } else {
            Response::builder()
                .content_type(rendered.content_type)
                .body(rendered.body.clone())
        };
        let headers = response.headers_mut();
        headers.insert(
            header::CACHE_CONTROL,
            HeaderValue::from_static(CACHE_CONTROL),
        );
        if let Ok(tag) = HeaderValue::from_str(&rendered.etag) {
            headers.insert(header::ETAG, tag);
        }
        response
    }

    /// Whether `If-None-Match` names these bytes (RFC 9110 § 13.1.2: by weak comparison).
    fn has(&self, etag: &str) -> bool {
        self.if_none_match.as_deref().is_some_and(|tags| {
            tags.split(',')
                .map(|tag| tag.trim())
                .any(|tag| tag == "*" || tag.strip_prefix("W/").unwrap_or(tag) == etag)
        })
    }
}

/// Bytes of an answer, with their strong ETag.
#[derive(Clone, Debug)]
pub struct Rendered {
    body: Bytes,
    etag: String,
    content_type: &'static str,
}

impl Rendered {
    /// Bytes of some type; the tag is taken from them, so it changes with whatever they were made from.
    pub fn new(body: impl Into<Bytes>, content_type: &'static str) -> Self {
        let body = body.into();
        let hash = Sha256::digest(&body);
        let etag = format!(
            "\"{}\"",
            data_encoding::HEXLOWER.encode(hash.get(..16).unwrap_or_default())
        );
        Self {
            body,
            etag,
            content_type,
        }
    }

    /// Bytes whose tag is a digest of them that readers know already.
    pub fn tagged(body: impl Into<Bytes>, content_type: &'static str, digest: &str) -> Self {
        Self {
            body: body.into(),
            etag: format!("\"{digest}\""),
            content_type,
        }
    }

    /// A rendered page.
    pub fn page(page: &impl askama::Template) -> poem::Result<Self> {
        let body = page.render().map_err(|e| {
            tracing::error!(error = %e, "a page could not be rendered");
            poem::Error::from_status(StatusCode::INTERNAL_SERVER_ERROR)
        })?;
        Ok(Self::new(body, "text/html; charset=utf-8"))
    }
}

/// Pages that never change, by everything that they are made from.
#[derive(Default)]
pub struct PageCache(Mutex<HashMap<String, Arc<Rendered>>>);

impl PageCache {
    /// The page under this key, if it was kept.
    pub fn get(&self, key: &str) -> Option<Arc<Rendered>> {
        self.0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .get(key)
            .cloned()
    }

    /// Keeps a page. When there are too many, all are forgotten and come again as they are asked for.
    pub fn keep(&self, key: String, page: Rendered) -> Arc<Rendered> {
        let page = Arc::new(page);
        let mut pages = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if pages.len() >= MOST_PAGES {
            pages.clear();
        }
        pages.insert(key, Arc::clone(&page));
        page
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tag_of_a_page_changes_with_its_bytes() {
        let page = |text: &'static str| Rendered::new(text, "text/plain").etag;
        assert_eq!(page("a"), page("a"));
        assert_ne!(page("a"), page("b"));
        assert!(page("a").starts_with('"') && page("a").len() == 34);
    }

    #[test]
    fn the_cache_stays_small() {
        let cache = PageCache::default();
        for n in 0..=MOST_PAGES {
            cache.keep(n.to_string(), Rendered::new("x", "text/plain"));
        }
        assert_eq!(cache.0.lock().unwrap().len(), 1);
        assert!(cache.get(&MOST_PAGES.to_string()).is_some() && cache.get("0").is_none());
    }
}
