//! A shared device in the hall as a voting booth: nobody finds there who voted before.
//!
//! The device holds a cookie of its own. It sets the frame of the voting pages: they leave by themselves, and the page that asks for the
//! code takes the cookie of a session back. Nothing is stored of the device.

use askama::Template;
use poem::{
    Response, handler,
    http::{StatusCode, header},
};

use super::voter::VoterVisitor;
use crate::web::{
    Access, FormData, PageResult, Routes, Shell, html,
    visitor::{SESSION_COOKIE, private_cookie},
};

/// Name of the cookie.
pub(super) const KIOSK_COOKIE: &str = "kiosk";
/// A long day of an assembly.
const KEPT_SECONDS: u32 = 16 * 3_600;
/// A page on which nobody does anything is left after so long.
const IDLE_SECONDS: u32 = 180;
/// The receipt is left sooner: whoever voted walks away.
const RECEIPT_SECONDS: u32 = 60;

pub(super) fn routes(routes: Routes) -> Routes {
    routes
        .get("/:lang/vote/kiosk", Access::Public, kiosk_page)
        .post("/:lang/vote/kiosk", Access::Public, switch)
}

#[derive(Template)]
#[template(path = "polls/kiosk.html")]
struct KioskPage {
    shell: Shell,
    on: bool,
}

#[handler]
async fn kiosk_page(visitor: VoterVisitor) -> PageResult {
    html(&KioskPage {
        shell: visitor.shell(),
        on: visitor.kiosk,
    })
}

/// Makes the device a booth, or ends that. Whoever was signed in there, as staff or as a voter, is not any more.
#[handler]
async fn switch(visitor: VoterVisitor, form: FormData) -> PageResult {
    let on = form.has("on", "yes");
    let next = if on { "/vote" } else { "/vote/kiosk" };
    let mut response = visitor.sign_out(visitor.see_other(next)).await?;
    let (value, seconds) = if on { ("yes", KEPT_SECONDS) } else { ("", 0) };
    for (name, value, seconds) in [(KIOSK_COOKIE, value, seconds), (SESSION_COOKIE, "", 0)] {
        let cookie = private_cookie(&visitor.app.config, name, value, Some(seconds));
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    Ok(response)
}

/// Has the page lead back to the code by itself, where the device is a booth.
pub(super) fn leave(visitor: &VoterVisitor, shell: &mut Shell, is_receipt: bool) {
    if visitor.kiosk && visitor.signed_in().is_some() {
        let seconds = if is_receipt {
            RECEIPT_SECONDS
        } else {
            IDLE_SECONDS
        };
        shell.leaves = Some((seconds, visitor.href("/vote")));
    }
}

/// A booth that shows the page for the code has forgotten who was there.
pub(super) fn forget(visitor: &VoterVisitor, response: Response) -> Response {
    if visitor.kiosk && response.status() == StatusCode::OK {
        visitor.without_session(response)
    } else {
        response
    }
}
