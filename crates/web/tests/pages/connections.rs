//! Real connections: slow visitors, broken requests, an end without loss.

use crate::common::{Server, Visitor};
use axum::body::Body;
use kroniek_web::{Limits, serve, service};
use std::{net::SocketAddr, time::Duration};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    sync::oneshot,
    task::JoinHandle,
};
use tokio_util::io::ReaderStream;

const SHORT: Limits =
    Limits { connections: 64, head: Duration::from_millis(300), idle: Duration::from_millis(600) };

struct Running {
    address: SocketAddr,
    stop: oneshot::Sender<()>,
    task: JoinHandle<std::io::Result<()>>,
    _server: Server,
}

async fn running(limits: Limits) -> Running {
    let server = Server::new();
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = listener.local_addr().expect("address");
    let (stop, stopped) = oneshot::channel();
    let pages = service(server.app.clone());
    let task = tokio::spawn(serve(listener, pages, limits, async { drop(stopped.await) }));
    Running { address, stop, task, _server: server }
}

/// Sends some bytes and reads until the server ends the connection.
async fn say(address: SocketAddr, bytes: &[u8]) -> String {
    let mut stream = TcpStream::connect(address).await.expect("connected");
    stream.write_all(bytes).await.expect("sent");
    let mut answer = Vec::new();
    // What a server that hangs up has not read makes the system reset the connection.
    let _ = stream.read_to_end(&mut answer).await;
    String::from_utf8_lossy(&answer).into_owned()
}

fn ask(path: &str) -> String {
    format!("GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
}

#[tokio::test(flavor = "multi_thread")]
async fn slow_visitors_starve_nobody() {
    let it = running(SHORT).await;
    let mut slow = Vec::new();
    for _ in 0..60 {
        let mut stream = TcpStream::connect(it.address).await.expect("connected");
        stream.write_all(b"GET / HTTP/1.1\r\nHost: loc").await.expect("sent");
        slow.push(stream);
    }
    assert!(say(it.address, ask("/").as_bytes()).await.starts_with("HTTP/1.1 200"));
    // Their heads never come: each is let go, answered or not.
    for mut stream in slow {
        let mut rest = Vec::new();
        let _ = stream.read_to_end(&mut rest).await;
        assert!(rest.is_empty() || rest.starts_with(b"HTTP/1.1 408"));
    }
    it.stop.send(()).expect("running");
    it.task.await.expect("ended").expect("well");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_body_that_never_ends_is_given_up() {
    let it = running(SHORT).await;
    let visitor = Visitor::to(&it._server).await;
    let (parts, _) = visitor.form("/add", &[]).into_parts();
    let header = |name: &str| parts.headers[name].to_str().expect("text").to_owned();
    let head = format!(
        "POST /add HTTP/1.1\r\nHost: localhost:8080\r\nOrigin: {}\r\nCookie: {}\r\nContent-Type: {}\r\nContent-Length: 100000\r\n\r\nform=",
        header("origin"),
        header("cookie"),
        header("content-type"),
    );
    let answer = say(it.address, head.as_bytes()).await;
    assert!(!answer.starts_with("HTTP/1.1 2") && !answer.starts_with("HTTP/1.1 3"), "{answer}");
}

#[tokio::test]
async fn a_page_that_takes_too_long_is_given_up_in_words() {
    let server = Server::waiting("127.0.0.1:8080", None, Duration::from_secs(1));
    let visitor = Visitor::to(&server).await;
    let mut request = visitor.form("/add", &[]);
    let (_kept_open, never) = tokio::io::duplex(8);
    *request.body_mut() = Body::from_stream(ReaderStream::new(never));
    let answer = server.ask(request).await;
    assert_eq!(answer.status.as_u16(), 408);
    assert!(answer.body.contains("Het duurde te lang"), "{}", answer.body);
}

#[tokio::test(flavor = "multi_thread")]
async fn broken_requests_are_refused_and_the_server_goes_on() {
    let it = running(Limits::default()).await;
    for broken in [
        "NONSENSE\r\n\r\n".to_owned(),
        "GET /\0 HTTP/1.1\r\nHost: localhost\r\n\r\n".to_owned(),
        format!("GET /{} HTTP/1.1\r\nHost: localhost\r\n\r\n", "a".repeat(200_000)),
        format!("GET / HTTP/1.1\r\nHost: localhost\r\nX: {}\r\n\r\n", "a".repeat(600_000)),
        format!("GET / HTTP/1.1\r\nHost: localhost\r\n{}\r\n", "X: y\r\n".repeat(1000)),
        "POST /add HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n"
            .to_owned(),
    ] {
        let answer = say(it.address, broken.as_bytes()).await;
        assert!(!answer.starts_with("HTTP/1.1 2"), "{}", &answer[..answer.len().min(200)]);
    }
    for path in ["/", "/../../etc/passwd", "/assets/../../../etc/passwd"] {
        let answer = say(it.address, ask(path).as_bytes()).await;
        assert_eq!(answer.starts_with("HTTP/1.1 200"), path == "/", "{path}");
        assert!(!answer.contains("root:"));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn many_read_at_once_while_one_writes() {
    let it = running(Limits::default()).await;
    let mut readers = Vec::new();
    for n in 0..100 {
        let path = ["/", "/events", "/actors/RUS", "/review"][n % 4];
        let (address, ask) = (it.address, ask(path));
        readers.push(tokio::spawn(async move { say(address, ask.as_bytes()).await }));
    }
    let visitor = Visitor::to(&it._server).await;
    for n in 0..10 {
        let text = format!("FRA ontmoet DEU\nZoveelste keer: {n}");
        let answer = it._server.ask(visitor.form("/add", &[("text", &text)])).await;
        assert_eq!(answer.status.as_u16(), 303);
    }
    for reader in readers {
        assert!(reader.await.expect("read").starts_with("HTTP/1.1 200"));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_told_to_stop_stops() {
    let it = running(Limits::default()).await;
    let mut idle = TcpStream::connect(it.address).await.expect("connected");
    idle.write_all(b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n").await.expect("sent");
    let mut some = [0; 64];
    idle.read_exact(&mut some).await.expect("an answer");
    it.stop.send(()).expect("running");
    it.task.await.expect("ended").expect("well");
    assert!(TcpStream::connect(it.address).await.is_err());
}
