use zeroize::Zeroizing;
pub struct Password(Zeroizing<String>);
#[derive(Debug)]
pub enum PasswordError { TooShort{least: usize}, TooLong{}, TooCommon, Repetitive, ContainsContext, ForeignSign }
impl Password {
    pub fn parse(raw: &str, _c: &[&str]) -> Result<Self, PasswordError> { Ok(Self(Zeroizing::new(raw.into()))) }
    pub fn unchecked(raw: &str) -> Self { Self(Zeroizing::new(raw.into())) }
    pub fn as_bytes(&self) -> &[u8] { self.0.as_bytes() }
}
