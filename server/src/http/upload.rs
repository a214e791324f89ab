//! Forms that may carry files: what was typed, and each file with its name.

use axum::RequestExt as _;
use axum::body::Bytes;
use axum::extract::{FromRequest as _, Multipart, Request};
use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use domain::attachment::{ATTACHMENT_BYTES_MAX, ATTACHMENTS_MAX, AttachmentProblem, Attachments};

use app::notfound::Failure;

use super::LARGEST_FORM;

/// The largest sending that is read to its end, in bytes. What is larger than files may be is thrown
/// away as it comes, so that the page can answer with everything that was typed.
pub(super) const LARGEST_UPLOAD: usize = 64 * 1024 * 1024;

/// A form as it came.
pub(super) struct Upload {
    /// What was typed, in the order of the page.
    pub(super) fields: Vec<(String, String)>,
    /// The files: taken, or what is wrong with each.
    pub(super) files: Result<Attachments, Vec<AttachmentProblem>>,
}

impl Upload {
    /// Whether any file came, taken or not.
    pub(super) fn has_files(&self) -> bool {
        self.files.as_ref().map_or(true, |files| !files.is_empty())
    }

    /// What was typed into the field `name`.
    pub(super) fn field(&self, name: &str) -> &str {
        self.fields.iter().rev().find(|(held, _)| held == name).map_or("", |(_, value)| value)
    }
}

/// A form with one file, whatever is in it.
pub(super) struct FileUpload {
    /// What was typed, in the order of the page.
    pub(super) fields: Vec<(String, String)>,
    /// The file with its name; none where none was chosen. Of one that is larger than may be, one byte more than that.
    pub(super) file: Option<(String, Vec<u8>)>,
}

/// What a form holds: the fields, and the files with their names.
type Parts = (Vec<(String, String)>, Vec<(String, Vec<u8>)>);

/// Reads a form, with files or without.
pub(super) async fn upload(request: Request) -> Result<Upload, Failure> {
    let (fields, files) = sent(request, ATTACHMENTS_MAX, ATTACHMENT_BYTES_MAX).await?;
    Ok(Upload { fields, files: Attachments::accept(files) })
}

/// Reads a form with one file of at most `most` bytes, or without.
pub(super) async fn upload_file(request: Request, most: usize) -> Result<FileUpload, Failure> {
    let (fields, files) = sent(request, 1, most).await?;
    // A field that was left empty comes as a file without name and content.
    let file = files.into_iter().find(|(name, content)| !name.is_empty() || !content.is_empty());
    Ok(FileUpload { fields, file })
}

async fn sent(request: Request, files_max: usize, bytes_max: usize) -> Result<Parts, Failure> {
    let kind = request.headers().get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    let kind = kind.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    match kind.as_str() {
        "multipart/form-data" => {
            let multipart = Multipart::from_request(request, &()).await.map_err(|_| Failure::BadRequest)?;
            parts(multipart, files_max, bytes_max).await
        }
        "application/x-www-form-urlencoded" => {
            let body = Bytes::from_request(request.with_limited_body(), &()).await;
            let body = body.map_err(|rejection| refused(rejection.status()))?;
            if body.len() > LARGEST_FORM {
                return Err(Failure::TooLarge);
            }
            Ok((form_urlencoded::parse(&body).into_owned().collect(), Vec::new()))
        }
        _ => Err(Failure::BadRequest),
    }
}

fn refused(status: StatusCode) -> Failure {
    if status == StatusCode::PAYLOAD_TOO_LARGE { Failure::TooLarge } else { Failure::BadRequest }
}

async fn parts(mut multipart: Multipart, files_max: usize, bytes_max: usize) -> Result<Parts, Failure> {
    let mut fields = Vec::new();
    let mut typed = 0;
    let mut files: Vec<(String, Vec<u8>)> = Vec::new();
    while let Some(mut part) = multipart.next_field().await.map_err(|error| refused(error.status()))? {
        let name = part.name().unwrap_or_default().to_owned();
        let file = part.file_name().map(str::to_owned);
        // One file more than may come shows that there are too many.
        let is_kept = files.len() <= files_max;
        let most = match file {
            None => LARGEST_FORM,
            // One byte more than a file may have shows that it has too many.
            Some(_) if is_kept => bytes_max + 1,
            Some(_) => 0,
        };
        let mut content = Vec::new();
        while let Some(chunk) = part.chunk().await.map_err(|error| refused(error.status()))? {
            content.extend_from_slice(&chunk[..chunk.len().min(most - content.len())]);
        }
        match file {
            Some(file) if is_kept => files.push((file, content)),
            Some(_) => {}
            None => {
                typed += content.len();
                if typed > LARGEST_FORM {
                    return Err(Failure::TooLarge);
                }
                fields.push((name, String::from_utf8_lossy(&content).into_owned()));
            }
        }
    }
    Ok((fields, files))
}
