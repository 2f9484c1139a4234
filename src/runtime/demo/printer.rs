//! The simulated printer: reads its port and draws what it prints.

use std::io::Read as _;
use std::path::Path;

use super::News;
use crate::device::port::open_far_end;
use crate::protocol::escpos::paper::Paper;
use crate::protocol::escpos::profile::{GENERIC, Profile};
use crate::protocol::escpos::tap::Tap;

/// Dots across the paper where the profile does not say: 80 mm at 203 dpi.
const WIDTH_DOTS: u16 = 576;

/// Prints until the port is gone or nobody looks at the paper any more.
pub(super) fn run(port: &Path, show: impl Fn(News) -> bool) {
    let mut received = Vec::new();
    let opened = Profile::builtin(GENERIC).ok().zip(open_far_end(port).ok());
    if let Some((profile, mut port)) = opened {
        let mut paper = Paper::new(&profile, profile.width_dots().unwrap_or(WIDTH_DOTS));
        let mut tap = Tap::new(profile.dialect);
        let mut buffer = [0; 4096];
        while let Ok(count @ 1..) = port.read(&mut buffer) {
            let bytes = buffer.get(..count).unwrap_or_default();
            received.extend_from_slice(bytes);
            tap.advance(&mut paper, bytes);
            if !paper
                .take_sheets()
                .into_iter()
                .all(|sheet| show(News::Sheet(sheet)))
            {
                return;
            }
        }
    }
    show(News::End(received));
}
