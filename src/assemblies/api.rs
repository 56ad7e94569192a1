use poem_openapi::OpenApi;

use crate::web::Access;

pub const ACCESS: &[(&str, Access)] = &[];

pub struct AssembliesApi;

#[OpenApi]
impl AssembliesApi {}
