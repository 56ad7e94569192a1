//! What the register of decisions takes from a published document; nothing comes from elsewhere.

use super::{PublishedOutcome, ResultDocument};
use crate::types::{Day, TIME_ZONE, search_key::fold_for_search};

impl ResultDocument {
    /// Whether it says a decision: no lot, casting vote or runoff is still to come.
    pub fn is_decided(&self) -> bool {
        match &self.outcome {
            PublishedOutcome::Motion { awaits, .. } => awaits.is_none(),
            PublishedOutcome::Election { tied, .. } => tied.is_empty(),
        }
    }

    /// The day of the decision: that of the assembly, without one that of the publication.
    pub fn decided_on(&self) -> Day {
        match &self.assembly {
            Some(assembly) => assembly.day,
            None => self.published_at.day_in(&TIME_ZONE),
        }
    }

    /// Title and question in all their languages and the title of the assembly, folded for searches.
    pub fn register_key(&self) -> String {
        let texts = [&self.poll.title, &self.poll.question];
        let mut words: Vec<&str> = texts
            .into_iter()
            .flat_map(|text| text.iter().map(|(_, text)| text))
            .collect();
        words.extend(self.assembly.as_ref().map(|a| a.title.as_str()));
        fold_for_search(&words.join(" "))
    }
}
