use poem_openapi::OpenApi;

use crate::web::Access;

pub const ACCESS: &[(&str, Access)] = &[];

pub struct DelegatesApi;

#[OpenApi]
impl DelegatesApi {}
