//! The smallest HTTP client that keeps its connection: the driver must cost less than what it measures.

use tokio::{
    io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader},
    net::TcpStream,
};

/// A GET.
pub fn get(path: &str) -> Vec<u8> {
    format!("GET {path} HTTP/1.1\r\nHost: bench\r\n\r\n").into_bytes()
}

/// A POST of JSON.
pub fn post(path: &str, token: Option<&str>, body: &str) -> Vec<u8> {
    let authorization = token
        .map(|t| format!("Authorization: Bearer {t}\r\n"))
        .unwrap_or_default();
    format!(
        "POST {path} HTTP/1.1\r\nHost: bench\r\n{authorization}Content-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}",
        body.len()
    )
    .into_bytes()
}

/// A page, asked for with cookies.
pub fn page(path: &str, cookies: &str) -> Vec<u8> {
    format!("GET {path} HTTP/1.1\r\nHost: bench\r\nCookie: {cookies}\r\n\r\n").into_bytes()
}

/// A form, sent as a browser does.
pub fn form(path: &str, cookies: &str, fields: &str) -> Vec<u8> {
    format!(
        "POST {path} HTTP/1.1\r\nHost: bench\r\nCookie: {cookies}\r\nSec-Fetch-Site: same-origin\r\n\
         Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n{fields}",
        fields.len()
    )
    .into_bytes()
}

/// A connection, with the cookies that came over it.
pub struct Client {
    address: String,
    stream: BufReader<TcpStream>,
    cookies: String,
}

impl Client {
    pub async fn connect(address: &str) -> Self {
        let stream = TcpStream::connect(address)
            .await
            .expect("the server accepts");
        stream.set_nodelay(true).expect("no delay");
        Self {
            address: address.to_owned(),
            stream: BufReader::new(stream),
            cookies: String::new(),
        }
    }

    /// As they are sent.
    pub fn cookies(&self) -> &str {
        &self.cookies
    }

    /// Sends a request, reads the whole answer and gives its status; 0 where the connection broke.
    pub async fn send(&mut self, request: &[u8]) -> u16 {
        match self.try_send(request).await {
            Ok(status) => status,
            Err(_) => {
                *self = Self::connect(&self.address).await;
                0
            }
        }
    }

    async fn try_send(&mut self, request: &[u8]) -> std::io::Result<u16> {
        self.stream.get_mut().write_all(request).await?;
        let mut line = String::new();
        self.stream.read_line(&mut line).await?;
        let status = line.split_whitespace().nth(1).and_then(|s| s.parse().ok());
        let status = status.ok_or_else(|| std::io::Error::other("no status"))?;
        let mut length = 0;
        loop {
            line.clear();
            self.stream.read_line(&mut line).await?;
            let header = line.trim_end().to_ascii_lowercase();
            if header.is_empty() {
                break;
            }
            if header.starts_with("set-cookie:") {
                // As it stands: values tell capitals from small letters. The voter's own comes first, a receipt beside it.
                let cookie = line.trim_end().split_at("set-cookie:".len()).1;
                let cookie = cookie.split(';').next().unwrap_or_default().trim();
                if !self.cookies.is_empty() {
                    self.cookies.push_str("; ");
                }
                self.cookies.push_str(cookie);
            }
            if let Some(value) = header.strip_prefix("content-length:") {
                length = value.trim().parse().unwrap_or(0);
            }
        }
        let mut body = vec![0; length];
        self.stream.read_exact(&mut body).await?;
        Ok(status)
    }
}
