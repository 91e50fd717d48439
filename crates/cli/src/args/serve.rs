//! Arguments of `kroniek serve`.

use super::{ReadingArgs, StoreArgs};
use clap::Args;
use std::net::IpAddr;

/// `kroniek serve`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  kroniek serve                        at http://localhost:8080, for this machine only
  kroniek serve --db iran.db --port 0  at any free port
  KRONIEK_TOKEN=… kroniek serve --address 0.0.0.0

Beside lists and dossiers it draws: /timeline (events in lanes), /network (who with whom), /map (visits, sanctions and
conflicts over the earth). /openapi names all addresses; with .json or .csv behind it a page is data.

The record is made if it is not there. An address that other machines reach demands a token, which visitors are asked
for; what passes between is not encrypted, so put a server that speaks TLS before it.")]
pub struct ServeArgs {
    /// Port to listen at; 0 takes any that is free
    #[arg(long, value_name = "PORT", default_value_t = 8080)]
    pub port: u16,
    /// Address to listen at
    #[arg(long, value_name = "IP", default_value = "127.0.0.1")]
    pub address: IpAddr,
    /// What visitors must show, at least 16 characters
    #[arg(long, value_name = "TOKEN", env = "KRONIEK_TOKEN", hide_env_values = true)]
    pub token: Option<String>,
    /// Which record
    #[command(flatten)]
    pub store: StoreArgs,
    /// How added reports are read
    #[command(flatten)]
    pub reading: ReadingArgs,
}
