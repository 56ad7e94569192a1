pub async fn finish_closing(_app: &crate::App) {}
