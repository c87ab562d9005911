//! What can be typed about serving.

use std::net::{IpAddr, Ipv4Addr};
use std::path::PathBuf;

use clap::Args;

use super::{ArchiveFile, Articles};

/// Where to serve, and to whom.
#[derive(Clone, Debug, Args)]
#[command(next_help_heading = "Serving")]
pub struct ServeOptions {
    /// Port to listen at; 0 takes a free one.
    #[arg(long, value_name = "PORT", default_value_t = 8321)]
    pub port: u16,
    /// Address to listen at. Any but this machine's own needs --token.
    #[arg(long, value_name = "ADDRESS", default_value_t = IpAddr::V4(Ipv4Addr::LOCALHOST))]
    pub bind: IpAddr,
    /// A further name that this machine is asked by; may be given several times.
    #[arg(long, value_name = "NAME")]
    pub host: Vec<String>,
    /// A word that everybody who asks must know: at least 16 letters and digits.
    #[arg(long, value_name = "WORD")]
    pub token: Option<String>,
    /// Lets decisions be made, and keeps them under NAME; without it the archive is only read.
    #[arg(long, value_name = "NAME")]
    pub review: Option<String>,
}

#[derive(Debug, Args)]
pub struct ServeArguments {
    #[command(flatten)]
    pub file: ArchiveFile,
    #[command(flatten)]
    pub options: ServeOptions,
}

#[derive(Debug, Args)]
pub struct OpenArguments {
    #[command(flatten)]
    pub articles: Articles,
    /// Keeps the archive in FILE; without it the archive is gone when the program ends.
    #[arg(long, value_name = "FILE")]
    pub archive: Option<PathBuf>,
    #[command(flatten)]
    pub options: ServeOptions,
}
