//! ZIP archives, written one file after the other.

use std::io::Write;

use flate2::write::DeflateEncoder;
use flate2::{Compression, Crc};

use super::ExportError;

/// A ZIP archive under way. Files carry 1 January 1980, the format's own zero, for a time.
pub(super) struct Zip<'a> {
    out: &'a mut dyn Write,
    n_bytes: u64,
    n_files: u64,
    directory: Vec<u8>,
}

impl<'a> Zip<'a> {
    pub(super) fn new(out: &'a mut dyn Write) -> Zip<'a> {
        Zip { out, n_bytes: 0, n_files: 0, directory: Vec::new() }
    }

    /// Adds a file; the name is made of plain letters by the caller.
    pub(super) fn file(&mut self, name: &str, content: &[u8]) -> Result<(), ExportError> {
        const TOO_MUCH: ExportError =
            ExportError::TooMuch("a ZIP archive holds at most 4 GiB; narrow the question, for example by time");
        let mut checksum = Crc::new();
        checksum.update(content);
        let mut packer = DeflateEncoder::new(Vec::new(), Compression::new(6));
        packer.write_all(content)?;
        let packed = packer.finish()?;
        let size = |n: u64| u32::try_from(n).map_err(|_| TOO_MUCH);
        let (at, n_packed, n_content) = (size(self.n_bytes)?, size(packed.len() as u64)?, size(content.len() as u64)?);
        let mut head = Vec::with_capacity(64);
        // Version 2.0, names in UTF-8, deflate, 1980-01-01 00:00.
        for value in [20u16, 0x0800, 8, 0, 0x21] {
            head.extend(value.to_le_bytes());
        }
        for value in [checksum.sum(), n_packed, n_content] {
            head.extend(value.to_le_bytes());
        }
        head.extend((name.len() as u16).to_le_bytes());
        head.extend(0u16.to_le_bytes());
        self.write(b"PK\x03\x04")?;
        self.write(&head)?;
        self.write(name.as_bytes())?;
        self.write(&packed)?;
        self.directory.extend(b"PK\x01\x02\x14\x00");
        self.directory.extend(&head);
        // No comment, first disk, no attributes.
        self.directory.extend([0; 10]);
        self.directory.extend(at.to_le_bytes());
        self.directory.extend(name.as_bytes());
        self.n_files += 1;
        Ok(())
    }

    /// Writes the directory of the files.
    pub(super) fn finish(mut self) -> Result<(), ExportError> {
        let (at, directory) = (self.n_bytes, std::mem::take(&mut self.directory));
        self.write(&directory)?;
        let n_directory = directory.len() as u64;
        let is_large = self.n_files >= 0xffff || at + n_directory >= 0xffff_ffff;
        if is_large {
            // The larger directory of ZIP64, and where it is.
            let begin = self.n_bytes;
            let mut end = Vec::from(*b"PK\x06\x06");
            end.extend(44u64.to_le_bytes());
            end.extend([45, 0, 45, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
            for value in [self.n_files, self.n_files, n_directory, at] {
                end.extend(value.to_le_bytes());
            }
            end.extend(b"PK\x06\x07\0\0\0\0");
            end.extend(begin.to_le_bytes());
            end.extend(1u32.to_le_bytes());
            self.write(&end)?;
        }
        let n_files = u16::try_from(self.n_files).unwrap_or(u16::MAX);
        let mut end = Vec::from(*b"PK\x05\x06\0\0\0\0");
        end.extend(n_files.to_le_bytes());
        end.extend(n_files.to_le_bytes());
        end.extend(u32::try_from(n_directory).unwrap_or(u32::MAX).to_le_bytes());
        end.extend(u32::try_from(at).unwrap_or(u32::MAX).to_le_bytes());
        end.extend([0, 0]);
        self.write(&end)
    }

    fn write(&mut self, bytes: &[u8]) -> Result<(), ExportError> {
        self.n_bytes += bytes.len() as u64;
        Ok(self.out.write_all(bytes)?)
    }
}
