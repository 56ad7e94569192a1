//! Proxies: a delegate who is away gives the vote in writing to another one, as far as the statutes allow it (BGB sections 38, 40).
//!
//! A proxy is a fact of the roll, like a deputy in a place: `roll_entries.proxy_holder` names whose code opens the place, and
//! while it does, the delegate's own code does not. Whoever holds one is there and has the own place, and whoever gave one is
//! away; so nobody holds a proxy and has given one, and there is neither a chain nor a circle.

use super::place::{Hall, Place};
use crate::{
    statutes::model::rules::ProxiesRule,
    types::{Day, EntryId, FieldProblem, Fields, Timestamp, reading, words::words},
};

words! {
    /// What ended a proxy.
    ProxyEnd {
        PrincipalCame = "principal_came", crate::key!("rolls-proxy-principal-came");
        DeputyTookPlace = "deputy_took_place", crate::key!("rolls-proxy-deputy-took-place");
        HolderLeft = "holder_left", crate::key!("rolls-proxy-holder-left");
        Revoked = "revoked", crate::key!("rolls-proxy-revoked");
    }
}

/// A proxy as it was recorded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Proxy {
    /// Whose place it is.
    pub entry: EntryId,
    /// Who votes for it.
    pub holder: EntryId,
    /// The day of the document.
    pub document: Day,
    pub recorded_at: Timestamp,
    /// Empty while it holds.
    pub ended: Option<(Timestamp, ProxyEnd)>,
}

/// Who votes for a place by proxy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProxyHolder {
    pub entry: EntryId,
    /// On the roll.
    pub number: i64,
    /// Empty once the person is erased.
    pub name: String,
}

/// A proxy as it is typed at the desk.
#[derive(Clone, Debug, Default)]
pub struct ProxyInput {
    /// The entry of the holder.
    pub holder: String,
    /// The day of the document, `YYYY-MM-DD`.
    pub document_day: String,
}

impl ProxyInput {
    /// Reads it; a document is written today or earlier.
    ///
    /// # Errors
    /// All that is wrong with the fields.
    pub fn parse(&self, today: Day) -> Result<(EntryId, Day), Vec<FieldProblem>> {
        let mut fields = Fields::default();
        let holder = self.holder.trim().parse().ok();
        if holder.is_none() {
            let key = crate::key!("field-required");
            fields.refuse(FieldProblem::new("holder", key));
        }
        let document = reading::day(&mut fields, "document_day", &self.document_day);
        if document.is_some_and(|day| day > today) {
            let key = crate::key!("field-day-in-future");
            fields.refuse(FieldProblem::new("document_day", key));
        }
        fields.finish(holder.zip(document))
    }
}

/// Why a proxy is not recorded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ProxyRefusal {
    #[error("the statutes allow no proxies")]
    Forbidden,
    #[error("nobody is their own proxy")]
    OneSelf,
    #[error("a deputy holds the place")]
    DeputyInPlace,
    #[error("the place has given its vote already")]
    Given,
    #[error("whoever holds proxies gives none")]
    PrincipalHolds,
    #[error("the delegate is there")]
    PrincipalPresent,
    #[error("the holder has given the own vote away")]
    HolderGave,
    #[error("a deputy is in the place of the holder")]
    HolderReplaced,
    #[error("the holder is not there")]
    HolderAbsent,
    #[error("the statutes allow proxies within a body only")]
    OtherBody,
    #[error("the holder has {0} proxies already")]
    TooMany(i64),
}

impl ProxyRefusal {
    /// The key of its words.
    pub fn key(self) -> &'static str {
        match self {
            Self::Forbidden => crate::key!("problem-proxy-forbidden"),
            Self::OneSelf => crate::key!("problem-proxy-oneself"),
            Self::DeputyInPlace => crate::key!("problem-proxy-deputy-in-place"),
            Self::Given => crate::key!("problem-proxy-given"),
            Self::PrincipalHolds => crate::key!("problem-proxy-principal-holds"),
            Self::PrincipalPresent => crate::key!("problem-proxy-principal-present"),
            Self::HolderGave => crate::key!("problem-proxy-holder-gave"),
            Self::HolderReplaced => crate::key!("problem-proxy-holder-replaced"),
            Self::HolderAbsent => crate::key!("problem-proxy-holder-absent"),
            Self::OtherBody => crate::key!("problem-proxy-other-body"),
            Self::TooMany(_) => crate::key!("problem-proxy-too-many"),
        }
    }
}

/// What happens to a place at the desk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DeskAct {
    CheckIn,
    CheckOut,
    TakeOver,
}

impl Hall {
    /// Places that somebody represents by proxy, by number.
    pub fn represented(&self) -> impl Iterator<Item = &Place> {
        self.places.iter().filter(|place| place.proxy.is_some())
    }

    /// Places for which a delegate votes by proxy, by number.
    pub fn represented_by(&self, holder: EntryId) -> impl Iterator<Item = &Place> {
        self.places
            .iter()
            .filter(move |place| place.entry.proxy_holder == Some(holder))
    }

    /// Whether a proxy can be recorded now.
    ///
    /// What would make a chain or a circle is told as that, also where somebody is away or there.
    ///
    /// # Errors
    /// The first of the reasons against it.
    pub fn may_give(
        &self,
        principal: &Place,
        holder: &Place,
        rule: Option<&ProxiesRule>,
    ) -> Result<(), ProxyRefusal> {
        let rule = rule.ok_or(ProxyRefusal::Forbidden)?;
        if principal.entry.id == holder.entry.id {
            return Err(ProxyRefusal::OneSelf);
        }
        if principal.deputy.is_some() {
            return Err(ProxyRefusal::DeputyInPlace);
        }
        if principal.proxy.is_some() {
            return Err(ProxyRefusal::Given);
        }
        if self.represented_by(principal.entry.id).next().is_some() {
            return Err(ProxyRefusal::PrincipalHolds);
        }
        if principal.is_present() {
            return Err(ProxyRefusal::PrincipalPresent);
        }
        if holder.proxy.is_some() {
            return Err(ProxyRefusal::HolderGave);
        }
        if holder.deputy.is_some() {
            return Err(ProxyRefusal::HolderReplaced);
        }
        if !holder.is_present() {
            return Err(ProxyRefusal::HolderAbsent);
        }
        if rule.same_body && principal.entry.body != holder.entry.body {
            return Err(ProxyRefusal::OtherBody);
        }
        let held = self.represented_by(holder.entry.id).count();
        if held >= usize::try_from(rule.most).unwrap_or(usize::MAX) {
            return Err(ProxyRefusal::TooMany(
                i64::try_from(held).unwrap_or(i64::MAX),
            ));
        }
        Ok(())
    }

    /// Delegates to whom the place can give its vote now, by number.
    pub fn holders_for(&self, principal: &Place, rule: Option<&ProxiesRule>) -> Vec<&Place> {
        self.places
            .iter()
            .filter(|holder| self.may_give(principal, holder, rule).is_ok())
            .collect()
    }

    /// The proxies that lapse with what happens to a place, by the entry of the principal.
    ///
    /// Whoever comes votes themself. Whoever leaves, or whose place a deputy takes, votes for nobody else any more; a deputy who
    /// takes the place of a principal votes in place of the holder.
    pub fn lapsing(&self, entry: EntryId, act: DeskAct) -> Vec<(EntryId, ProxyEnd)> {
        let ends = match act {
            DeskAct::CheckIn => Some(ProxyEnd::PrincipalCame),
            DeskAct::TakeOver => Some(ProxyEnd::DeputyTookPlace),
            DeskAct::CheckOut => None,
        };
        let given = self
            .place(entry)
            .filter(|place| place.proxy.is_some())
            .and(ends)
            .map(|end| (entry, end));
        let leaves = match act {
            DeskAct::CheckIn => false,
            DeskAct::CheckOut | DeskAct::TakeOver => true,
        };
        let held = self
            .represented_by(entry)
            .filter(|_| leaves)
            .map(|place| (place.entry.id, ProxyEnd::HolderLeft));
        given.into_iter().chain(held).collect()
    }
}

#[cfg(test)]
mod tests;
