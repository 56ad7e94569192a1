//! Whether a vote was cast from the place of a code: yes or no for each poll, and nothing else.

use askama::Template;
use poem::handler;

use super::{
    voter::VoterVisitor,
    voting::with_retry,
    words::{self, Line},
};
use crate::{
    polls::actions,
    types::{Explain, ProblemKind},
    web::{
        Access, FormData, PageResult, Refused, Routes, Shell, guard::status_of, html, html_with,
    },
};

pub(super) fn routes(routes: Routes) -> Routes {
    routes
        .get("/:lang/vote/check", Access::Public, check_page)
        .post("/:lang/vote/check", Access::Public, check)
}

#[derive(Template)]
#[template(path = "polls/vote_check.html")]
struct CheckPage {
    shell: Shell,
    form: FormData,
    /// Title of each poll, and whether the code was used in it; once a code was entered.
    uses: Option<Vec<(Line, bool)>>,
}

#[handler]
async fn check_page(visitor: VoterVisitor) -> PageResult {
    html(&CheckPage {
        shell: visitor.shell(),
        form: FormData::default(),
        uses: None,
    })
}

/// Whether a code was used. The page never repeats the code.
#[handler]
async fn check(visitor: VoterVisitor, mut form: FormData) -> PageResult {
    let shell = visitor.shell();
    match actions::check_code(&visitor.app, &form.text("code"), visitor.network).await {
        Ok((federation, uses)) => html(&CheckPage {
            shell,
            form: FormData::default(),
            uses: Some(
                uses.iter()
                    .map(|used| {
                        let title = words::read(&used.title, visitor.locale(), federation.locale);
                        (title, used.voted)
                    })
                    .collect(),
            ),
        }),
        Err(error) => {
            let problem = error.problem();
            if problem.kind == ProblemKind::Internal {
                return Err(Refused::from(error).into());
            }
            form.refuse(&visitor.texts, &problem);
            let page = CheckPage {
                shell,
                form,
                uses: None,
            };
            with_retry(html_with(status_of(problem.kind), &page)?, &problem)
        }
    }
}
