//! What a form sends: fields and files.

use crate::{ask::Query, trouble::Trouble};
use axum::{
    body::Bytes,
    extract::{FromRequest, Multipart, Request, multipart::MultipartError},
    http::{StatusCode, header::CONTENT_TYPE},
    response::IntoResponse,
};

/// A form as it came.
#[derive(Debug, Clone, Default)]
pub struct Form {
    /// Its fields.
    pub fields: Query,
    /// Its files: name as the browser gives it, and bytes. Files without content are left out.
    pub files: Vec<(String, Vec<u8>)>,
}

impl Form {
    /// The hidden field that shows that a page of ours sent it.
    pub const PROOF: &'static str = "form";
}

/// Reads the body of a request as a form.
///
/// # Errors
/// It is too large, breaks off, or is no form.
pub async fn read(request: Request) -> Result<Form, Trouble> {
    let kind = request.headers().get(CONTENT_TYPE).and_then(|v| v.to_str().ok());
    match kind.unwrap_or_default() {
        k if k.starts_with("multipart/form-data") => parts(request).await,
        k if k.starts_with("application/x-www-form-urlencoded") => {
            let body = Bytes::from_request(request, &()).await;
            let body = body.map_err(|e| refusal(e.into_response().status()))?;
            let text = std::str::from_utf8(&body).map_err(|_| Trouble::Garbled)?;
            Ok(Form { fields: Query::parse(text), files: Vec::new() })
        }
        _ => Err(Trouble::Garbled),
    }
}

async fn parts(request: Request) -> Result<Form, Trouble> {
    let refused = |e: MultipartError| refusal(e.status());
    let mut body = Multipart::from_request(request, &()).await.map_err(|_| Trouble::Garbled)?;
    let (mut fields, mut files) = (Vec::new(), Vec::new());
    while let Some(field) = body.next_field().await.map_err(refused)? {
        let name = field.name().unwrap_or_default().to_owned();
        match field.file_name().map(str::to_owned) {
            Some(file) => {
                let bytes = field.bytes().await.map_err(refused)?;
                if !bytes.is_empty() {
                    files.push((file, bytes.to_vec()));
                }
            }
            None => fields.push((name, field.text().await.map_err(refused)?)),
        }
    }
    Ok(Form { fields: Query::of(fields), files })
}

fn refusal(status: StatusCode) -> Trouble {
    match status {
        StatusCode::PAYLOAD_TOO_LARGE => Trouble::TooLarge,
        _ => Trouble::Garbled,
    }
}
