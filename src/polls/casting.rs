use crate::{db::Db, types::{Clock, Random}};
pub struct Caster;
impl Caster {
    pub fn start(_db: Db, _clock: Clock, _random: Random) -> Self { Self }
    pub async fn drain(&self) {}
}
