//! A native window, and why there may be none. What is in it is its maker's business.

use super::theme;
use egui::{Context, ViewportBuilder};
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Why there is no window.
#[derive(Debug, thiserror::Error)]
#[error(
    "no window can be opened here; look whether the display can be reached and libX11, \
     libxkbcommon-x11 and libGL are installed: {what}"
)]
pub struct NoWindow {
    what: String,
}

/// Shows a window until it is closed.
pub(super) fn show(
    viewport: ViewportBuilder,
    make: impl FnOnce(&Context) -> Box<dyn eframe::App>,
) -> Result<(), NoWindow> {
    let options = eframe::NativeOptions {
        viewport,
        system_font_fallback: false,
        ..eframe::NativeOptions::default()
    };
    let create: eframe::AppCreator<'_> = Box::new(move |creation| {
        let ctx = &creation.egui_ctx;
        ctx.options_mut(|options| options.quit_shortcuts.clear());
        theme::install(ctx);
        Ok(make(ctx))
    });
    // A library that is missing is a panic somewhere below.
    let run = AssertUnwindSafe(|| eframe::run_native("Tillside", options, create));
    let what = match catch_unwind(run) {
        Ok(Ok(())) => return Ok(()),
        Ok(Err(error)) => error.to_string(),
        Err(_panic) => "the window failed; the reason stands above".to_owned(),
    };
    Err(NoWindow { what })
}
