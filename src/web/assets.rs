//! Stylesheet, fonts and scripts: embedded in the program, served under an address that changes with their content.

use std::{collections::HashMap, sync::LazyLock};

use poem::{
    Response, handler,
    http::{StatusCode, header},
    web::Path,
};
use rust_embed::RustEmbed;

use super::problems::Refused;
use crate::types::Problem;

#[derive(RustEmbed)]
#[folder = "templates/static/"]
struct Files;

/// Content address of each file: the first bytes of its SHA-256.
static ADDRESSES: LazyLock<HashMap<String, String>> = LazyLock::new(|| {
    Files::iter()
        .filter_map(|name| {
            let file = Files::get(&name)?;
            let hash = data_encoding::HEXLOWER.encode(file.metadata.sha256_hash().get(..8)?);
            Some((name.to_string(), format!("/static/{hash}/{name}")))
        })
        .collect()
});

/// The address of a file.
pub fn address(name: &str) -> String {
    ADDRESSES
        .get(name)
        .cloned()
        .unwrap_or_else(|| format!("/static/0/{name}"))
}

/// Serves a file; whatever the hash in the address, the newest content is given.
#[handler]
pub fn serve(Path((_, name)): Path<(String, String)>) -> poem::Result<Response> {
    let file = Files::get(&name).ok_or_else(|| Refused(Problem::not_found()))?;
    Ok(Response::builder()
        .status(StatusCode::OK)
        .content_type(content_type(&name))
        .header(header::CACHE_CONTROL, "public, max-age=31536000, immutable")
        .body(file.data.into_owned()))
}

fn content_type(name: &str) -> &'static str {
    match name.rsplit('.').next() {
        Some("css") => "text/css; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("woff2") => "font/woff2",
        Some("svg") => "image/svg+xml",
        Some("txt") => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}
