//! `prasme serve`.

use std::io::Write;
use std::net::SocketAddr;

use clap::Args;

use super::args::DataArgs;
use super::import::show_index;
use super::out;
use super::progress::Bar;
use crate::server::{AppState, run};
use crate::workspace::{IndexState, Workspace};

/// Where to listen unless said otherwise: this machine only.
pub(super) const DEFAULT_ADDRESS: &str = "127.0.0.1:8080";

/// Serve a data directory.
#[derive(Debug, Args)]
pub(super) struct Serve {
    #[command(flatten)]
    data: DataArgs,
    /// Address to listen on; port 0 takes a free one.
    #[arg(long, default_value = DEFAULT_ADDRESS, value_name = "ADDRESS")]
    listen: SocketAddr,
}

impl Serve {
    pub(super) fn run(self) -> anyhow::Result<()> {
        let index_config = self.data.config.index_config.as_deref();
        let workspace = Workspace::open(&self.data.data, index_config)?;
        serve(&workspace, self.listen, &[])
    }
}

/// Serves a data directory until it is asked to stop. `hints` are printed below the address.
pub(super) fn serve(
    workspace: &Workspace,
    listen: SocketAddr,
    hints: &[(&str, &str)],
) -> anyhow::Result<()> {
    tracing_subscriber::fmt()
        .with_env_filter(
            tracing_subscriber::EnvFilter::try_from_default_env()
                .unwrap_or_else(|_| "info,tantivy=warn".into()),
        )
        .with_writer(std::io::stderr)
        .init();
    let mut bar = Bar::new();
    let (searcher, index) = workspace.searcher(&mut |progress| show_index(&mut bar, progress))?;
    drop(bar);
    if let IndexState::Rebuilt(why) = index {
        out::note(&format!("the index was built again: {why}"));
    }
    let state = AppState::new(workspace.clone(), searcher)?;
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()?;
    runtime.block_on(run(
        state,
        listen,
        |address| announce(address, hints),
        stop_signal(),
    ))?;
    Ok(())
}

fn announce(address: SocketAddr, hints: &[(&str, &str)]) {
    let mut stdout = out::stdout();
    let mut write = || -> std::io::Result<()> {
        writeln!(stdout, "Prasme: http://{address}")?;
        for (path, what) in hints {
            writeln!(stdout, "  http://{address}{path}\n      {what}")?;
        }
        stdout.flush()
    };
    // A closed standard output is no reason not to serve.
    let _ = write();
}

/// Ready when the process is asked to stop: Ctrl-C, or SIGTERM from whoever runs it.
async fn stop_signal() {
    let interrupt = async {
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    };
    #[cfg(unix)]
    let terminate = async {
        use tokio::signal::unix::{SignalKind, signal};
        match signal(SignalKind::terminate()) {
            Ok(mut terminate) => {
                terminate.recv().await;
            }
            Err(_) => std::future::pending().await,
        }
    };
    #[cfg(not(unix))]
    let terminate = std::future::pending::<()>();
    tokio::select! {
        () = interrupt => {}
        () = terminate => {}
    }
}
