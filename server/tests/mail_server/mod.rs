//! Mail servers for tests: one of our own that behaves as badly as it is told to, and a real one,
//! Python's aiosmtpd. Both on loopback.

use std::collections::VecDeque;
use std::io::{self, BufRead as _, BufReader, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::{Arc, Mutex};

use rustls::{ServerConfig, ServerConnection, StreamOwned};
use serde_json::Value;

/// How the server treats one mail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Manner {
    /// Takes it.
    Take,
    /// Answers the sender's line so.
    Sender(&'static str),
    /// Answers the recipient's line so.
    Recipient(&'static str),
    /// Answers the whole mail so.
    Content(&'static str),
    /// Says nothing more once the recipient was named.
    Stall,
    /// Takes the mail in, and hangs up instead of saying so.
    HangUpAfterContent,
}

/// How the server encrypts.
#[derive(Debug, Clone)]
pub(crate) enum Encryption {
    /// From the first byte.
    FromTheStart(Arc<ServerConfig>),
    /// When it is asked to.
    OnRequest(Arc<ServerConfig>),
}

/// The line between the two, in the clear or not.
enum Wire {
    Clear(TcpStream),
    Encrypted(Box<StreamOwned<ServerConnection, TcpStream>>),
}

impl Wire {
    fn encrypted(stream: TcpStream, config: &Arc<ServerConfig>) -> Option<Self> {
        let connection = ServerConnection::new(Arc::clone(config)).ok()?;
        Some(Self::Encrypted(Box::new(StreamOwned::new(connection, stream))))
    }
}

impl Read for Wire {
    fn read(&mut self, bytes: &mut [u8]) -> io::Result<usize> {
        match self {
            Self::Clear(stream) => stream.read(bytes),
            Self::Encrypted(stream) => stream.read(bytes),
        }
    }
}

impl Write for Wire {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Self::Clear(stream) => stream.write(bytes),
            Self::Encrypted(stream) => stream.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Self::Clear(stream) => stream.flush(),
            Self::Encrypted(stream) => stream.flush(),
        }
    }
}

/// A mail server that behaves as it is told to.
pub(crate) struct Scripted {
    address: SocketAddr,
    state: Arc<State>,
}

#[derive(Default)]
struct State {
    manners: Mutex<VecDeque<Manner>>,
    taken: Mutex<Vec<Vec<u8>>>,
    seen: Mutex<Vec<Vec<u8>>>,
    lines: Mutex<Vec<String>>,
    lines_in_the_clear: Mutex<Vec<String>>,
    encryption: Option<Encryption>,
}

impl Scripted {
    /// Treats the mails that come so, one after the other, and takes all that follow.
    pub(crate) fn with(manners: impl IntoIterator<Item = Manner>) -> Self {
        Self::of(State { manners: Mutex::new(manners.into_iter().collect()), ..State::default() })
    }

    /// Takes all mails, and a password, over an encrypted connection.
    pub(crate) fn encrypting(encryption: Encryption) -> Self {
        Self::of(State { encryption: Some(encryption), ..State::default() })
    }

    fn of(state: State) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let address = listener.local_addr().expect("an address");
        let state = Arc::new(state);
        let shared = Arc::clone(&state);
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let state = Arc::clone(&shared);
                std::thread::spawn(move || converse(stream, &state));
            }
        });
        Self { address, state }
    }

    pub(crate) fn url(&self) -> String {
        format!("smtp://{}", self.address)
    }

    pub(crate) fn port(&self) -> u16 {
        self.address.port()
    }

    /// The mails it has taken, and said so.
    pub(crate) fn taken(&self) -> Vec<Vec<u8>> {
        self.state.taken.lock().expect("no panic").clone()
    }

    /// The mails whose whole content it has seen, whatever it said then.
    pub(crate) fn seen(&self) -> Vec<Vec<u8>> {
        self.state.seen.lock().expect("no panic").clone()
    }

    /// Every line it was told outside a mail's content.
    pub(crate) fn lines(&self) -> Vec<String> {
        self.state.lines.lock().expect("no panic").clone()
    }

    /// Those of them that anybody could have read on the way.
    pub(crate) fn lines_in_the_clear(&self) -> Vec<String> {
        self.state.lines_in_the_clear.lock().expect("no panic").clone()
    }
}

/// One conversation; ends when the other side does.
fn converse(stream: TcpStream, state: &State) -> Option<()> {
    let wire = match &state.encryption {
        Some(Encryption::FromTheStart(config)) => Wire::encrypted(stream, config)?,
        _ => Wire::Clear(stream),
    };
    let mut reader = BufReader::new(wire);
    say(&mut reader, "220 localhost ESMTP")?;
    let mut manner = Manner::Take;
    loop {
        let mut line = String::new();
        if reader.read_line(&mut line).ok()? == 0 {
            return None;
        }
        state.lines.lock().ok()?.push(line.trim_end().to_owned());
        let is_clear = matches!(reader.get_ref(), Wire::Clear(_));
        if is_clear {
            state.lines_in_the_clear.lock().ok()?.push(line.trim_end().to_owned());
        }
        let mut answer = |text: &str| say(&mut reader, text);
        let word = line.split([' ', ':', '\r']).next().unwrap_or_default().to_ascii_uppercase();
        match (word.as_str(), manner) {
            ("EHLO", _) => answer(match (&state.encryption, is_clear) {
                (Some(Encryption::OnRequest(_)), true) => "250-localhost\r\n250-STARTTLS\r\n250 8BITMIME",
                (Some(_), false) => "250-localhost\r\n250-AUTH PLAIN\r\n250 8BITMIME",
                _ => "250-localhost\r\n250 8BITMIME",
            })?,
            ("STARTTLS", _) => {
                answer("220 2.0.0 go on")?;
                let (Some(Encryption::OnRequest(config)), Wire::Clear(stream)) =
                    (&state.encryption, reader.into_inner())
                else {
                    return None;
                };
                reader = BufReader::new(Wire::encrypted(stream, config)?);
            }
            ("AUTH", _) => answer("235 2.7.0 welcome")?,
            ("MAIL", _) => {
                manner = state.manners.lock().ok()?.pop_front().unwrap_or(Manner::Take);
                match manner {
                    Manner::Sender(refusal) => answer(refusal)?,
                    _ => answer("250 2.1.0 OK")?,
                }
            }
            ("RCPT", Manner::Recipient(refusal)) => answer(refusal)?,
            // Waits for the other side to lose patience.
            ("RCPT", Manner::Stall) => {}
            ("RCPT", _) => answer("250 2.1.5 OK")?,
            ("DATA", _) => {
                answer("354 go on")?;
                let content = read_content(&mut reader)?;
                state.seen.lock().ok()?.push(content.clone());
                match manner {
                    Manner::HangUpAfterContent => return None,
                    Manner::Content(refusal) => say(&mut reader, refusal)?,
                    _ => {
                        state.taken.lock().ok()?.push(content);
                        say(&mut reader, "250 2.0.0 taken")?;
                    }
                }
            }
            ("QUIT", _) => {
                answer("221 bye")?;
                return Some(());
            }
            _ => answer("502 5.5.1 what?")?,
        }
    }
}

fn say(reader: &mut BufReader<Wire>, text: &str) -> Option<()> {
    let wire = reader.get_mut();
    wire.write_all(format!("{text}\r\n").as_bytes()).and_then(|()| wire.flush()).ok()
}

fn read_content(reader: &mut BufReader<Wire>) -> Option<Vec<u8>> {
    let mut content = Vec::new();
    loop {
        let mut line = Vec::new();
        if reader.read_until(b'\n', &mut line).ok()? == 0 {
            return None;
        }
        if line == b".\r\n" {
            return Some(content);
        }
        content.extend_from_slice(line.strip_prefix(b".").unwrap_or(&line));
    }
}

/// What the other parser tells of a mail: its headers, decoded, and its parts.
const DESCRIBE: &str = r"
import sys, json, email, email.policy, email.header
def describe(raw):
    mail = email.message_from_bytes(raw, policy=email.policy.default)
    assert raw.isascii(), 'only ASCII goes over the wire'
    assert all(len(line) <= 998 for line in raw.split(b'\r\n')), 'no line is too long'
    parts = []
    for part in mail.walk():
        assert not part.defects, part.defects
        if not part.is_multipart():
            content = part.get_payload(decode=True).decode('utf-8')
            parts.append({'type': part.get_content_type(), 'method': part.get_param('method'),
                          'file': part.get_filename(), 'disposition': part.get_content_disposition(),
                          'content': content})
    headers = {}
    for name, value in mail.items():
        assert name.lower() not in headers, name
        assert not getattr(value, 'defects', ()), (name, value, value.defects)
        headers[name.lower()] = str(value)
    # The newer parser puts a space between the words of a long encoded name (its issue 92081).
    plain = email.message_from_bytes(raw, policy=email.policy.compat32)
    headers['from'] = str(email.header.make_header(email.header.decode_header(plain['from'])))
    return {'headers': headers, 'structure': [part.get_content_type() for part in mail.walk()], 'parts': parts}
";

const READER: &str = "
print(json.dumps([describe(bytes(mail)) for mail in json.load(sys.stdin)]))
";

const SERVER: &str = "
import asyncio, aiosmtpd.smtp
class Keeper:
    async def handle_DATA(self, server, session, envelope):
        told = {'from': envelope.mail_from, 'to': envelope.rcpt_tos, **describe(envelope.original_content)}
        print(json.dumps(told), flush=True)
        return '250 2.0.0 taken'
async def serve():
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: aiosmtpd.smtp.SMTP(Keeper()), '127.0.0.1', 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await loop.run_in_executor(None, sys.stdin.read)
asyncio.run(serve())
";

fn has(module: &str) -> bool {
    let installed = Command::new("python3").args(["-c", &format!("import {module}")]).stderr(Stdio::null()).status();
    let installed = installed.is_ok_and(|status| status.success());
    if !installed {
        println!("skipped: needs python3 with {module} (pip install {module})");
    }
    installed
}

/// What Python's own mail parser reads in these mails; none where there is no Python.
pub(crate) fn read_all(mails: &[Vec<u8>]) -> Option<Vec<Value>> {
    if !has("email") {
        return None;
    }
    let mut reader = Command::new("python3")
        .args(["-c", &format!("{DESCRIBE}{READER}")])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("python3 starts");
    let mut input = reader.stdin.take().expect("a pipe");
    let mails = serde_json::to_vec(mails).expect("JSON");
    let writing = std::thread::spawn(move || input.write_all(&mails));
    let output = reader.wait_with_output().expect("python3 ends");
    writing.join().expect("no panic").expect("it reads all");
    assert!(output.status.success(), "the other parser refused");
    Some(serde_json::from_slice(&output.stdout).expect("JSON"))
}

/// A real mail server.
pub(crate) struct Aiosmtpd {
    child: Child,
    // Closing it ends the server.
    stdin: Option<ChildStdin>,
    stdout: BufReader<ChildStdout>,
    port: u16,
}

impl Aiosmtpd {
    /// Starts it; none where it is not installed.
    pub(crate) fn start() -> Option<Self> {
        if !has("aiosmtpd") {
            return None;
        }
        let mut child = Command::new("python3")
            .args(["-c", &format!("{DESCRIBE}{SERVER}")])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("python3 starts");
        let stdin = child.stdin.take();
        let stdout = BufReader::new(child.stdout.take().expect("a pipe"));
        let mut server = Self { child, stdin, stdout, port: 0 };
        server.port = server.line().trim().parse().expect("a port");
        Some(server)
    }

    pub(crate) fn url(&self) -> String {
        format!("smtp://127.0.0.1:{}", self.port)
    }

    /// The next mail that it took.
    pub(crate) fn next(&mut self) -> Value {
        serde_json::from_str(&self.line()).expect("JSON")
    }

    fn line(&mut self) -> String {
        let mut line = String::new();
        self.stdout.read_line(&mut line).expect("a line");
        line
    }
}

impl Drop for Aiosmtpd {
    fn drop(&mut self) {
        drop(self.stdin.take());
        let _ = self.child.wait();
    }
}
