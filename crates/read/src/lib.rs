//! From bytes to [`record::Article`]: decoding, HTML, text dumps; furniture, title, byline, publication date.
//!
//! Two steps, so that threads can share the second: [`documents`] splits inputs into raw documents in order;
//! [`Reader::article`] makes an article of one.
//!
//! A page of either kind becomes a list of *blocks* (lines of a dump, block elements of HTML), each block is
//! *classified* by its words, shape and surroundings, the stretch of blocks with the most prose for the least furniture
//! is the *body*, and title, byline and publication date are looked for around it.

mod article;
mod block;
mod choice;
mod classify;
mod decode;
mod headline;
mod html;
mod input;
mod lines;
mod published;
mod segment;
mod source;

pub use article::Reader;
pub use input::{
    Document, Fetch, Fetched, Field, Given, Input, InputKind, ReadError, ReadOptions, documents, documents_with,
};
