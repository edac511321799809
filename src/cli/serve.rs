//! `prasme serve`.

use std::io::Write;
use std::net::{IpAddr, SocketAddr};

use clap::Args;

use super::args::DataArgs;
use super::import::show_index;
use super::out;
use super::progress::Bar;
use crate::accounts::{Accounts, DEMO_PASSWORD, DemoState};
use crate::server::{AppState, PublicUrl, Settings, run};
use crate::workspace::{IndexState, Workspace};

/// Where to listen unless said otherwise: this machine only.
const DEFAULT_ADDRESS: &str = "127.0.0.1:8080";

/// Serve a data directory.
#[derive(Debug, Args)]
pub(super) struct Serve {
    #[command(flatten)]
    data: DataArgs,
    #[command(flatten)]
    server: ServerArgs,
}

/// Where the server stands.
#[derive(Debug, Args)]
pub(super) struct ServerArgs {
    /// Address to listen on; port 0 takes a free one.
    #[arg(long, default_value = DEFAULT_ADDRESS, value_name = "ADDRESS")]
    listen: SocketAddr,
    /// Address under which people reach it, e.g. https://prasme.example.lv. With https, cookies insist on encryption.
    #[arg(long, env = "PRASME_PUBLIC_URL", value_name = "URL")]
    public_url: Option<PublicUrl>,
    /// Address of a proxy in front, whose X-Forwarded-For is believed; may be repeated.
    #[arg(
        long = "trusted-proxy",
        env = "PRASME_TRUSTED_PROXY",
        value_delimiter = ',',
        value_name = "IP"
    )]
    trusted_proxies: Vec<IpAddr>,
}

impl ServerArgs {
    fn settings(&self) -> Settings {
        Settings {
            public_url: self.public_url.clone(),
            trusted_proxies: self.trusted_proxies.clone(),
            ..Settings::default()
        }
    }
}

impl Serve {
    pub(super) fn run(self) -> anyhow::Result<()> {
        let index_config = self.data.config.index_config.as_deref();
        let workspace = Workspace::open(&self.data.data, index_config)?;
        serve(&workspace, &self.server, &[])
    }
}

/// Serves a data directory until it is asked to stop. `hints` are printed below the address.
pub(super) fn serve(
    workspace: &Workspace,
    server: &ServerArgs,
    hints: &[(&str, &str)],
) -> anyhow::Result<()> {
    let demo = demo_accounts(workspace)?;
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
    let settings = server.settings();
    if !server.listen.ip().is_loopback() && !settings.is_https() {
        tracing::warn!(
            "passwords and sessions travel unencrypted: put a proxy with TLS in front and give its address with --public-url https://…"
        );
    }
    let state = AppState::with_settings(workspace.clone(), searcher, settings)?;
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()?;
    runtime.block_on(run(
        state,
        server.listen,
        |address| announce(address, hints, &demo),
        stop_signal(),
    ))?;
    Ok(())
}

/// The demo accounts that may be used. Refuses to go on where they stand open beside data that is not the demo's.
fn demo_accounts(workspace: &Workspace) -> anyhow::Result<Vec<String>> {
    match Accounts::open(&workspace.catalogue_path())?.demo_state()? {
        DemoState::Off => Ok(Vec::new()),
        DemoState::Sample(names) => Ok(names),
        DemoState::OtherData(names) => anyhow::bail!(
            "{} holds data other than the demo's sample, and the demo accounts {} are enabled, whose password everybody knows; \
             `prasme user --data {0} disable --demo` shuts them out, then make users of your own with `prasme user add`",
            workspace.dir().display(),
            names.join(", ")
        ),
    }
}

fn announce(address: SocketAddr, hints: &[(&str, &str)], demo: &[String]) {
    let mut stdout = out::stdout();
    let mut write = || -> std::io::Result<()> {
        writeln!(stdout, "Prasme: http://{address}")?;
        for (path, what) in hints {
            writeln!(stdout, "  http://{address}{path}\n      {what}")?;
        }
        if !demo.is_empty() {
            let names = demo.join(", ");
            writeln!(
                stdout,
                "  http://{address}/login\n      demonstrācijas konti: {names}; parole: {DEMO_PASSWORD}"
            )?;
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
