#[derive(Default)]
pub struct CodeJobs;
