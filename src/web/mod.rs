//! What pages and API share: the server, who asks, access, errors as answers, languages, static files, the page frame.
//!
//! It knows no feature: rooms give it routes. It alone turns problems into answers.

pub mod api;
pub mod assets;
pub mod csv_out;
pub mod forms;
pub mod guard;
pub mod languages;
pub mod letters;
pub mod methods;
pub mod pdf;
pub mod problems;
pub mod public_page;
pub mod qr;
pub mod routes;
pub mod server;
pub mod shapes;
pub mod shell;
pub mod table_out;
pub mod texts;
pub mod visitor;

pub use forms::FormData;
pub use guard::Limits;
pub use problems::Refused;
pub use public_page::Reader;
pub use routes::{Access, Routes};
pub use shell::Shell;
pub use visitor::{Visitor, html, html_with, pdf_to_keep, see_other};

/// What a page handler answers: a page, or a refusal that becomes one.
pub type PageResult = poem::Result<poem::Response>;
