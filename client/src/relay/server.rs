// SPDX-License-Identifier: Apache-2.0

//! Locks' questions over TCP: each is a frame, and so is its answer. A frame is its length in 4 bytes,
//! little-endian, and so many bytes.
//!
//! There is no encryption: what is handed over is public and proves itself. What a lock asks says who is at
//! the door; where others listen the connection goes through a tunnel.

use std::{io::ErrorKind, sync::Arc, time::Duration};

use samul_verifier::{
	limits::{MAX_QUESTION_BYTES, MAX_REASON_BYTES},
	wire::{Answer, Question},
};
use tokio::{
	io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt},
	net::{TcpListener, TcpStream},
	sync::{Mutex, Semaphore},
	time::{sleep, timeout},
};

use super::Node;
use crate::{Error, Result};

/// Most locks that are connected at once.
pub const MOST_LOCKS: usize = 256;
/// How long a lock may be silent, between questions or in the middle of one.
pub const IDLE: Duration = Duration::from_secs(60);
/// How long the nodes may take for an answer, and a lock to read it.
pub const ANSWER_TIME: Duration = Duration::from_secs(30);

/// The nodes that are asked, each if those before it can not tell. Connections are made when they are
/// needed, and anew when they have ended.
pub struct Nodes {
	nodes: Vec<(String, Mutex<Option<Arc<Node>>>)>,
}

impl Nodes {
	/// Nodes by the URLs of their WebSockets, in the order in which they are asked.
	pub fn new(urls: impl IntoIterator<Item = String>) -> Self {
		let nodes = urls.into_iter().map(|url| (url, Mutex::new(None)));
		Self {
			nodes: nodes.collect(),
		}
	}

	/// What the first node answers that can.
	///
	/// # Errors
	///
	/// Those of the last node.
	pub async fn answer(&self, question: &Question) -> Result<Answer> {
		let mut error = Error::usage("there is no node to ask");
		for (url, slot) in &self.nodes {
			match Self::ask(url, slot, question).await {
				Ok(answer) => return Ok(answer),
				Err(why) => error = why,
			}
		}
		Err(error)
	}

	async fn ask(
		url: &str,
		slot: &Mutex<Option<Arc<Node>>>,
		question: &Question,
	) -> Result<Answer> {
		let node = {
			let mut slot = slot.lock().await;
			match &*slot {
				Some(node) => Arc::clone(node),
				None => Arc::clone(slot.insert(Arc::new(Node::connect(url).await?))),
			}
		};
		let answer = super::answer(&node, question).await;
		if matches!(answer, Err(Error::Connection(_))) {
			let mut slot = slot.lock().await;
			if slot.as_ref().is_some_and(|now| Arc::ptr_eq(now, &node)) {
				*slot = None;
			}
		}
		answer
	}
}

/// The next frame of at most so many bytes; none at the end.
async fn read_frame(
	stream: &mut (impl AsyncRead + Unpin),
	most: usize,
) -> std::io::Result<Option<Vec<u8>>> {
	let mut length = [0; 4];
	match stream.read_exact(&mut length).await {
		Err(error) if error.kind() == ErrorKind::UnexpectedEof => return Ok(None),
		other => other?,
	};
	let length = usize::try_from(u32::from_le_bytes(length)).unwrap_or(usize::MAX);
	if length > most {
		return Err(std::io::Error::new(
			ErrorKind::InvalidData,
			"a frame is too long",
		));
	}
	let mut frame = vec![0; length];
	stream.read_exact(&mut frame).await?;
	Ok(Some(frame))
}

async fn write_frame(stream: &mut (impl AsyncWrite + Unpin), bytes: &[u8]) -> std::io::Result<()> {
	let length = u32::try_from(bytes.len()).map_err(std::io::Error::other)?;
	stream
		.write_all(&[&length.to_le_bytes()[..], bytes].concat())
		.await?;
	stream.flush().await
}

/// Words that fit into an answer.
fn reason(error: &Error) -> Answer {
	let text = error.to_string();
	let mut end = text.len().min(MAX_REASON_BYTES);
	while !text.is_char_boundary(end) {
		end = end.saturating_sub(1);
	}
	Answer::Nothing(text.as_bytes().get(..end).unwrap_or_default().to_vec())
}

/// Answer a lock until it goes, is silent for so long, or says what is no question.
async fn attend(
	stream: &mut (impl AsyncRead + AsyncWrite + Unpin),
	nodes: &Nodes,
	idle: Duration,
) -> std::io::Result<()> {
	let late = |_| std::io::Error::from(ErrorKind::TimedOut);
	while let Some(frame) = timeout(idle, read_frame(stream, MAX_QUESTION_BYTES))
		.await
		.map_err(late)??
	{
		let question = Question::decode(&frame)
			.map_err(|error| std::io::Error::new(ErrorKind::InvalidData, error.to_string()))?;
		let answer = match timeout(ANSWER_TIME, nodes.answer(&question)).await {
			Ok(Ok(answer)) => answer,
			Ok(Err(error)) => reason(&error),
			Err(_) => reason(&Error::Connection("the nodes take too long".into())),
		};
		timeout(ANSWER_TIME, write_frame(stream, &answer.encode()))
			.await
			.map_err(late)??;
	}
	Ok(())
}

/// Answer locks for ever. More than [`MOST_LOCKS`] at once wait until others go. `note` is told why a lock
/// was left.
///
/// # Errors
///
/// [`Error::Usage`] if the address can not be listened on.
pub async fn serve(
	listener: TcpListener,
	nodes: Nodes,
	note: impl Fn(String) + Send + Sync + 'static,
) -> Result<()> {
	let (nodes, note) = (Arc::new(nodes), Arc::new(note));
	let seats = Arc::new(Semaphore::new(MOST_LOCKS));
	loop {
		let seat = Arc::clone(&seats)
			.acquire_owned()
			.await
			.map_err(Error::usage)?;
		let (mut stream, from): (TcpStream, _) = match listener.accept().await {
			Ok(accepted) => accepted,
			// One that has gone again, or no more files for a moment.
			Err(error) => {
				note(format!("a lock could not be accepted: {error}"));
				sleep(Duration::from_millis(100)).await;
				continue;
			}
		};
		let (nodes, note) = (Arc::clone(&nodes), Arc::clone(&note));
		tokio::spawn(async move {
			let _ = stream.set_nodelay(true);
			if let Err(error) = attend(&mut stream, &nodes, IDLE).await {
				note(format!("{from}: {error}"));
			}
			drop(seat);
		});
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use samul_verifier::wire::Wanted;

	fn question() -> Question {
		Question {
			set_id: 1,
			number: 2,
			is_ended: false,
			wanted: Wanted::Changes,
		}
	}

	/// What a lock gets that sends this and goes.
	async fn said(bytes: &[u8]) -> (std::io::Result<()>, Vec<u8>) {
		let (mut lock, mut relay) = tokio::io::duplex(4096);
		lock.write_all(bytes).await.unwrap();
		lock.shutdown().await.unwrap();
		let result = attend(&mut relay, &Nodes::new([]), IDLE).await;
		drop(relay);
		let mut answers = Vec::new();
		lock.read_to_end(&mut answers).await.unwrap();
		(result, answers)
	}

	fn frame(bytes: &[u8]) -> Vec<u8> {
		[&(bytes.len() as u32).to_le_bytes()[..], bytes].concat()
	}

	#[tokio::test]
	async fn each_question_has_its_answer() {
		let twice = [frame(&question().encode()), frame(&question().encode())].concat();
		let (result, mut answers) = said(&twice).await;
		assert!(result.is_ok());
		for _ in 0..2 {
			let length = u32::from_le_bytes(answers[..4].try_into().unwrap()) as usize;
			let answer = Answer::decode(&answers[4..4 + length]).unwrap();
			let words = Answer::Nothing(b"there is no node to ask".to_vec());
			assert_eq!(answer, words);
			answers.drain(..4 + length);
		}
		assert!(answers.is_empty());
	}

	#[tokio::test]
	async fn what_is_no_question_ends_it() {
		for (bytes, kind) in [
			(frame(b"GET / HTTP/1.1"), ErrorKind::InvalidData),
			(b"GET / HTTP/1.1\r\n".to_vec(), ErrorKind::InvalidData),
			(vec![0xff; 4], ErrorKind::InvalidData),
			(vec![9, 0, 0, 0, 1], ErrorKind::UnexpectedEof),
		] {
			let (result, answers) = said(&bytes).await;
			assert_eq!(result.map_err(|error| error.kind()), Err(kind));
			assert!(answers.is_empty());
		}
		// One that says nothing.
		assert!(said(&[]).await.0.is_ok());
		assert!(said(&[1, 0]).await.0.is_ok());
	}

	#[tokio::test]
	async fn who_is_silent_is_left() {
		let (mut lock, mut relay) = tokio::io::duplex(4096);
		lock.write_all(&[8, 0, 0, 0, 1]).await.unwrap();
		let idle = Duration::from_millis(20);
		let result = attend(&mut relay, &Nodes::new([]), idle).await;
		assert_eq!(
			result.map_err(|error| error.kind()),
			Err(ErrorKind::TimedOut)
		);
	}

	#[test]
	fn words_are_cut_where_letters_end() {
		let long = Error::NotThere("ä".repeat(200));
		let Answer::Nothing(words) = reason(&long) else {
			unreachable!()
		};
		assert_eq!(words.len(), MAX_REASON_BYTES);
		let odd = Error::NotThere(format!("a{}", "ä".repeat(200)));
		assert!(Answer::decode(&reason(&odd).encode()).is_ok());
	}
}
