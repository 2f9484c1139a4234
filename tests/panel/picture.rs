//! Draws what egui painted, without a graphics card, and compares it with a picture in
//! `tests/snapshots`.
//!
//! The same shapes give the same pixels on every run. Run the tests with `UPDATE_SNAPSHOTS=1` to
//! take the new pictures as right; a failed comparison leaves `NAME.new.png` beside the old one.

use egui::epaint::{ImageData, Primitive, Vertex};
use egui::{Color32, ColorImage, Context, FullOutput, Pos2, Rect, TextureId, TexturesDelta, pos2};
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufReader, BufWriter};
use std::path::{Path, PathBuf};
use std::rc::Rc;

/// A pixel differs when one of its channels does by more than this.
const CHANNEL: u8 = 6;
/// So many pixels may differ.
const PIXELS: usize = 12;

/// The textures that egui made; the harness keeps one handle, the test another.
#[derive(Clone, Default)]
pub(crate) struct Textures(Rc<RefCell<BTreeMap<TextureId, ColorImage>>>);

impl egui_kittest::TestRenderer for Textures {
    fn handle_delta(&mut self, delta: &mut TexturesDelta) {
        let mut textures = self.0.borrow_mut();
        let new: BTreeMap<TextureId, _> = delta.set.drain().collect();
        for (id, images) in new {
            for image in images {
                let ImageData::Color(new) = image.image;
                match image.pos {
                    None => drop(textures.insert(id, (*new).clone())),
                    Some(corner) => patch(textures.get_mut(&id).expect("a texture"), &new, corner),
                }
            }
        }
        textures.retain(|id, _| !delta.free.contains(id));
        delta.free.clear();
    }
}

fn patch(texture: &mut ColorImage, new: &ColorImage, [left, top]: [usize; 2]) {
    for (row, pixels) in new.pixels.chunks(new.size[0]).enumerate() {
        let begin = (top + row) * texture.size[0] + left;
        texture.pixels[begin..begin + pixels.len()].copy_from_slice(pixels);
    }
}

impl Textures {
    /// Draws what was painted, one pixel for each point.
    pub(crate) fn draw(&self, ctx: &Context, output: &FullOutput, size: [usize; 2]) -> ColorImage {
        let mut canvas = ColorImage::filled(size, Color32::BLACK);
        let textures = self.0.borrow();
        for clipped in ctx.tessellate(output.shapes.clone(), 1.0) {
            let Primitive::Mesh(mesh) = clipped.primitive else {
                panic!("only meshes are drawn");
            };
            let texture = &textures[&mesh.texture_id];
            for three in mesh.indices.chunks(3) {
                let corners = [0, 1, 2].map(|at| mesh.vertices[three[at] as usize]);
                triangle(&mut canvas, clipped.clip_rect, texture, corners);
            }
        }
        canvas
    }
}

/// Fills a triangle; a pixel on an edge between two triangles belongs to one of them.
fn triangle(
    canvas: &mut ColorImage,
    clip: Rect,
    texture: &ColorImage,
    [a, mut b, mut c]: [Vertex; 3],
) {
    let mut area = cross(a.pos, b.pos, c.pos);
    if area < 0.0 {
        (b, c, area) = (c, b, -area);
    }
    if area == 0.0 {
        return;
    }
    let canvas_rect = Rect::from_min_size(Pos2::ZERO, canvas.size.map(|side| side as f32).into());
    let around = Rect::from_points(&[a.pos, b.pos, c.pos]);
    let within = around.intersect(clip).intersect(canvas_rect);
    for y in within.top().floor() as usize..within.bottom().ceil().max(0.0) as usize {
        for x in within.left().floor() as usize..within.right().ceil().max(0.0) as usize {
            let middle = pos2(x as f32 + 0.5, y as f32 + 0.5);
            let edges = [(b, c), (c, a), (a, b)];
            let sides = edges.map(|(from, to)| (cross(from.pos, to.pos, middle), from.pos, to.pos));
            if !within.contains(middle) || !sides.iter().all(|side| is_inside(*side)) {
                continue;
            }
            let shares = sides.map(|(side, _, _)| side / area);
            let color = shade(texture, &[a, b, c], shares);
            let pixel = &mut canvas.pixels[y * canvas.size[0] + x];
            *pixel = over(color, *pixel);
        }
    }
}

fn cross(a: Pos2, b: Pos2, c: Pos2) -> f32 {
    (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x)
}

/// On the edge counts for edges at the top and the left only.
fn is_inside((side, from, to): (f32, Pos2, Pos2)) -> bool {
    let is_top_left = to.y < from.y || (to.y == from.y && to.x > from.x);
    side > 0.0 || (side == 0.0 && is_top_left)
}

fn shade(texture: &ColorImage, corners: &[Vertex; 3], shares: [f32; 3]) -> [f32; 4] {
    let mix = |value: &dyn Fn(&Vertex) -> f32| -> f32 {
        corners
            .iter()
            .zip(shares)
            .map(|(corner, share)| value(corner) * share)
            .sum()
    };
    let [a, b, c] = corners;
    if a.uv == b.uv && b.uv == c.uv && a.color == b.color && b.color == c.color {
        // Of one colour, as most of it is; the texture is white there.
        return [0, 1, 2, 3].map(|channel| f32::from(a.color[channel]));
    }
    let texel = sample(
        texture,
        mix(&|corner| corner.uv.x),
        mix(&|corner| corner.uv.y),
    );
    [0, 1, 2, 3].map(|channel| mix(&|corner| f32::from(corner.color[channel])) * texel[channel])
}

/// The texture at a place from 0, 0 to 1, 1, blended of the four nearest pixels; 0 to 1.
fn sample(texture: &ColorImage, u: f32, v: f32) -> [f32; 4] {
    let [width, height] = texture.size;
    let at = |share: f32, side: usize| (share * side as f32 - 0.5).clamp(0.0, side as f32 - 1.0);
    let (x, y) = (at(u, width), at(v, height));
    let (left, top) = (x.floor() as usize, y.floor() as usize);
    let (right, bottom) = ((left + 1).min(width - 1), (top + 1).min(height - 1));
    let (dx, dy) = (x - left as f32, y - top as f32);
    let pixel = |x: usize, y: usize| texture.pixels[y * width + x];
    let four = [
        (pixel(left, top), (1.0 - dx) * (1.0 - dy)),
        (pixel(right, top), dx * (1.0 - dy)),
        (pixel(left, bottom), (1.0 - dx) * dy),
        (pixel(right, bottom), dx * dy),
    ];
    [0, 1, 2, 3].map(|channel| {
        let parts = four
            .iter()
            .map(|(pixel, share)| f32::from(pixel[channel]) * share);
        parts.sum::<f32>() / 255.0
    })
}

/// Colours carry their opacity already, as egui's do.
fn over(color: [f32; 4], ground: Color32) -> Color32 {
    let seen = 1.0 - color[3] / 255.0;
    let channel = |at: usize| (color[at] + f32::from(ground[at]) * seen).round() as u8;
    Color32::from_rgb(channel(0), channel(1), channel(2))
}

/// Compares a picture with the one of that name, or replaces it if asked to; what is wrong comes
/// back.
pub(crate) fn compare(name: &str, picture: &ColorImage) -> Result<(), String> {
    let known = file(&format!("{name}.png"));
    let new = file(&format!("{name}.new.png"));
    if std::env::var_os("UPDATE_SNAPSHOTS").is_some() {
        write(&known, picture);
        return Ok(());
    }
    let problem = match known.exists().then(|| read(&known)) {
        None => "there is no such picture yet".to_owned(),
        Some((size, _)) if size != picture.size => {
            format!("it is {:?} pixels, it was {size:?}", picture.size)
        }
        Some((_, pixels)) => match differing(&pixels, picture) {
            0..=PIXELS => return Ok(()),
            many => format!("{many} pixels differ"),
        },
    };
    write(&new, picture);
    Err(format!("{name}: {problem}; look at {}", new.display()))
}

fn differing(known: &[u8], picture: &ColorImage) -> usize {
    let pairs = known.chunks(3).zip(&picture.pixels);
    let differs = |(known, new): &(&[u8], &Color32)| {
        [0, 1, 2]
            .into_iter()
            .any(|at| known[at].abs_diff(new[at]) > CHANNEL)
    };
    pairs.filter(differs).count()
}

fn file(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/snapshots")
        .join(name)
}

pub(crate) fn write(path: &Path, picture: &ColorImage) {
    let [width, height] = picture
        .size
        .map(|side| u32::try_from(side).expect("a small picture"));
    let out = BufWriter::new(File::create(path).expect("a folder for pictures"));
    let mut encoder = png::Encoder::new(out, width, height);
    encoder.set_color(png::ColorType::Rgb);
    encoder.set_compression(png::Compression::High);
    let bytes: Vec<u8> = picture
        .pixels
        .iter()
        .flat_map(|pixel| [pixel[0], pixel[1], pixel[2]])
        .collect();
    let mut writer = encoder.write_header().expect("a header");
    writer.write_image_data(&bytes).expect("pixels");
}

fn read(path: &Path) -> ([usize; 2], Vec<u8>) {
    let from = BufReader::new(File::open(path).expect("the picture"));
    let mut reader = png::Decoder::new(from).read_info().expect("a PNG");
    let mut bytes = vec![0; reader.output_buffer_size().expect("a small picture")];
    let info = reader.next_frame(&mut bytes).expect("pixels");
    ([info.width as usize, info.height as usize], bytes)
}
