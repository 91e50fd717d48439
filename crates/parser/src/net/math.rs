//! Arithmetic that training and inference share bit for bit: exponential, gates, layer norm, soft maximum.

/// The added constant of layer normalisation, against division by nothing.
pub const NORM_EPSILON: f32 = 1e-5;

/// e to the power `x`, relative error under 3e-7; below -87 it is held at e^-87 and above 88 at e^88.
///
/// Branch-free, so that compilers turn loops over it into vector code (the library's own is a call per number).
#[inline(always)]
pub fn exp(x: f32) -> f32 {
    const SHIFT: f32 = 12_582_912.0; // 1.5 * 2^23: adding it rounds to a whole number in the low bits
    let t = x.clamp(-87.0, 88.0) * std::f32::consts::LOG2_E;
    let shifted = t + SHIFT;
    let fraction = t - (shifted - SHIFT);
    let p = 1.535_336_3e-4_f32;
    let p = p * fraction + 1.339_887_4e-3;
    let p = p * fraction + 9.618_437e-3;
    let p = p * fraction + 5.550_332_5e-2;
    let p = p * fraction + 2.402_264_7e-1;
    let p = p * fraction + 6.931_472e-1;
    let p = p * fraction + 1.0;
    let whole = shifted.to_bits().wrapping_sub(SHIFT.to_bits());
    f32::from_bits(p.to_bits().wrapping_add(whole << 23))
}

/// The logistic function.
#[inline(always)]
pub fn sigmoid(x: f32) -> f32 {
    1.0 / (1.0 + exp(-x))
}

/// Hyperbolic tangent by way of the logistic function.
#[inline(always)]
pub fn tanh(x: f32) -> f32 {
    2.0 * sigmoid(2.0 * x) - 1.0
}

/// Turns scores into probabilities in place; an empty row stays empty.
#[inline(always)]
pub fn softmax(row: &mut [f32]) {
    let top = row.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    let mut sum = 0.0;
    for x in row.iter_mut() {
        *x = exp(*x - top);
        sum += *x;
    }
    let scale = 1.0 / sum;
    row.iter_mut().for_each(|x| *x *= scale);
}

/// Mean and reciprocal standard deviation of a row.
#[inline(always)]
pub fn moments(row: &[f32]) -> (f32, f32) {
    let n = row.len() as f32;
    let mean = sum(row) / n;
    let mut lanes = [0.0f32; 16];
    let (chunks, rest) = row.as_chunks::<16>();
    for chunk in chunks {
        for (lane, x) in lanes.iter_mut().zip(chunk) {
            *lane += (x - mean) * (x - mean);
        }
    }
    let tail: f32 = rest.iter().map(|x| (x - mean) * (x - mean)).sum();
    let variance = (lanes.iter().sum::<f32>() + tail) / n;
    (mean, 1.0 / (variance + NORM_EPSILON).sqrt())
}

/// Sum in sixteen lanes: the order is fixed, so the result is too, and compilers can vectorise it.
#[inline(always)]
pub fn sum(row: &[f32]) -> f32 {
    let mut lanes = [0.0f32; 16];
    let (chunks, rest) = row.as_chunks::<16>();
    for chunk in chunks {
        lanes.iter_mut().zip(chunk).for_each(|(l, x)| *l += x);
    }
    lanes.iter().sum::<f32>() + rest.iter().sum::<f32>()
}

/// Layer normalisation of one row with gain and bias, into `out`.
#[inline(always)]
pub fn layer_norm(row: &[f32], gain: &[f32], bias: &[f32], out: &mut [f32]) {
    let (mean, scale) = moments(row);
    for (((o, x), g), b) in out.iter_mut().zip(row).zip(gain).zip(bias) {
        *o = (x - mean) * scale * g + b;
    }
}

/// The index of the greatest value, the first of equals; 0 for an empty row.
#[inline(always)]
pub fn argmax(row: &[f32]) -> usize {
    let mut lanes = [f32::NEG_INFINITY; 16];
    let greater = |a: f32, b: f32| if b > a { b } else { a };
    let (chunks, rest) = row.as_chunks::<16>();
    for chunk in chunks {
        lanes.iter_mut().zip(chunk).for_each(|(l, x)| *l = greater(*l, *x));
    }
    let top = lanes.iter().chain(rest).copied().fold(f32::NEG_INFINITY, greater);
    row.iter().position(|x| *x == top).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exponential_is_close_to_the_library_one() {
        for i in -8600..8700 {
            let x = i as f32 / 100.0;
            let wanted = f64::from(x).exp();
            let error = (f64::from(exp(x)) - wanted).abs() / wanted;
            assert!(error < 5e-6, "{x}: {error}");
        }
    }

    #[test]
    fn soft_maximum_adds_up_to_one() {
        let mut row = [1.0, -2.0, 300.0, 299.0];
        softmax(&mut row);
        assert!((row.iter().sum::<f32>() - 1.0).abs() < 1e-6);
        assert_eq!(argmax(&row), 2);
    }

    #[test]
    fn layer_norm_centres_and_scales() {
        let row: Vec<f32> = (0..40).map(|x| x as f32).collect();
        let mut out = vec![0.0; 40];
        layer_norm(&row, &[1.0; 40], &[0.0; 40], &mut out);
        assert!(sum(&out).abs() < 1e-3);
        assert!((out.iter().map(|x| x * x).sum::<f32>() / 40.0 - 1.0).abs() < 1e-3);
    }
}
