//! Parquet files as inputs.
#![cfg(feature = "parquet")]

use std::sync::Arc;

use parquet::data_type::{ByteArray, ByteArrayType, Int64Type};
use parquet::file::properties::WriterProperties;
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::parser::parse_message_type;
use read::{Document, Field, Input, ReadError, ReadOptions, Reader, documents_with};

const TEXT: &str = "The ministers of the two countries met on Thursday in the capital and spoke for two hours about the \
                    river, officials said.";

/// A file of several row groups with texts, titles that may be missing, and moments in milliseconds.
fn parquet(text_column: &str, n_groups: usize) -> Vec<u8> {
    let schema = format!(
        "message m {{ REQUIRED BYTE_ARRAY {text_column} (UTF8); OPTIONAL BYTE_ARRAY Title (UTF8);
           REQUIRED INT64 published_at (TIMESTAMP_MILLIS); REQUIRED INT64 n_likes; }}"
    );
    let schema = Arc::new(parse_message_type(&schema).unwrap());
    let mut bytes = Vec::new();
    let mut file =
        SerializedFileWriter::new(&mut bytes, schema, Arc::new(WriterProperties::builder().build())).unwrap();
    for group in 0..n_groups {
        let mut rows = file.next_row_group().unwrap();
        let texts = [ByteArray::from(format!("{TEXT} ({group})").as_str()), ByteArray::from("")];
        let mut column = rows.next_column().unwrap().unwrap();
        column.typed::<ByteArrayType>().write_batch(&texts, None, None).unwrap();
        column.close().unwrap();
        let mut column = rows.next_column().unwrap().unwrap();
        let title = ByteArray::from(format!("Title {group}").as_str());
        column.typed::<ByteArrayType>().write_batch(&[title], Some(&[1, 0]), None).unwrap();
        column.close().unwrap();
        for numbers in [[1_614_850_000_000, 0], [7, 8]] {
            let mut column = rows.next_column().unwrap().unwrap();
            column.typed::<Int64Type>().write_batch(&numbers, None, None).unwrap();
            column.close().unwrap();
        }
        rows.close().unwrap();
    }
    file.close().unwrap();
    bytes
}

fn read(bytes: &[u8], options: &ReadOptions) -> Vec<Result<Document, ReadError>> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("x.parquet");
    std::fs::write(&path, bytes).unwrap();
    documents_with(&Input::Path(path), options).collect()
}

fn said(result: &Result<Document, ReadError>) -> String {
    result.as_ref().unwrap_err().reason.clone()
}

/// Protects corpora in Parquet: every row group, the known names of columns, moments as days, compressed or not.
#[test]
fn rows_become_articles() {
    let lexicon = lexicon::Lexicon::load(&lexicon::DataFiles::built_in()).unwrap();
    let reader = Reader::new(&lexicon);
    let plain = parquet("plaintext", 3);
    let packed = zstd::encode_all(plain.as_slice(), 1).unwrap();
    for bytes in [&plain, &packed] {
        let rows = read(bytes, &ReadOptions::default());
        assert_eq!(rows.len(), 6);
        let article = reader.article(rows[2].as_ref().unwrap()).unwrap();
        assert!(article.origin.ends_with("x.parquet#3"), "{}", article.origin);
        assert_eq!((article.title.as_deref(), article.text), (Some("Title 1"), format!("{TEXT} (1)")));
        assert_eq!(article.published.unwrap().value.to_string(), "2021-03-04");
        assert_eq!(said(&rows[3]), "has no text in its row");
    }
    let options = ReadOptions { columns: vec![(Field::Text, "corpo".into())], ..ReadOptions::default() };
    assert_eq!(read(&parquet("corpo", 1), &options).len(), 2);
}

/// Protects users from silence: one error says what is wrong.
#[test]
fn broken_files_give_one_clear_error() {
    let no_text = read(&parquet("corpo", 1), &ReadOptions::default());
    assert_eq!(no_text.len(), 1);
    let why = "has no column of text among corpo, Title, published_at, n_likes; name it with --columns text=COLUMN";
    assert_eq!(said(&no_text[0]), why);
    let whole = parquet("text", 2);
    let cut = read(&whole[..whole.len() - 10], &ReadOptions::default());
    assert!(cut.len() == 1 && said(&cut[0]).contains("Parquet"), "{cut:?}");
    for at in (4..whole.len()).step_by(3) {
        let mut damaged = whole.clone();
        damaged[at] ^= 0x55;
        assert!(read(&damaged, &ReadOptions::default()).len() <= 5, "a damaged byte at {at}");
    }
}
