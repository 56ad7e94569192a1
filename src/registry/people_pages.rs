use crate::web::Routes;
pub fn routes(routes: Routes) -> Routes { routes }
