//! Learning weights from judged pairs, and how sure a score may be.

use super::config::{LinkingConfig, ProfileName};
use super::feature::{Feature, Features};

/// One candidate of a judged statement.
#[derive(Debug, Clone, Copy)]
pub struct Row {
    /// Which weights it is judged by.
    pub profile: ProfileName,
    /// What speaks for and against it.
    pub features: Features,
    /// Whether a person accepted it.
    pub right: bool,
}

/// What learning is to bring about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Aim {
    /// The right candidate of each list above all others of it: for lists with one answer.
    Order,
    /// For each candidate alone whether it is right.
    Each,
}

/// Where learning starts, and where it stays without reasons.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Start {
    /// All weights zero: for many lists.
    Nothing,
    /// The weights in force: for few lists, which could not teach all weights anew.
    Known,
}

/// How strongly weights are held where they started.
const RIDGE: f32 = 0.3;
const RIDGE_KNOWN: f32 = 1.0;

/// Steps of the descent, and the length of the first ones.
const STEPS: usize = 400;
const LENGTH: f32 = 0.08;

/// Parameters of one profile: the base, then the features.
const WIDTH: usize = Feature::COUNT + 1;

/// Learns the weights of all profiles that the lists use, and puts them into the configuration. Always the same for the same
/// lists: nothing is drawn by chance.
pub fn learn(config: &mut LinkingConfig, lists: &[Vec<Row>], aim: Aim) {
    learn_from(config, lists, aim, Start::Nothing);
}

/// The same from a chosen start.
pub fn learn_from(config: &mut LinkingConfig, lists: &[Vec<Row>], aim: Aim, start: Start) {
    let mut weights = vec![0.0_f32; WIDTH * ProfileName::ALL.len()];
    if start == Start::Known {
        for (own, name) in weights.chunks_mut(WIDTH).zip(ProfileName::ALL) {
            let Some(profile) = config.profile(name) else {
                continue;
            };
            own[0] = profile.base;
            for (own, &feature) in own[1..].iter_mut().zip(Feature::ALL) {
                *own = profile.weight(feature);
            }
        }
    }
    let home = weights.clone();
    let ridge = match start {
        Start::Nothing => RIDGE,
        Start::Known => RIDGE_KNOWN,
    };
    let (mut mean, mut square) = (vec![0.0_f32; weights.len()], vec![0.0_f32; weights.len()]);
    for step in 1..=STEPS {
        let held = weights.iter().zip(&home).map(|(w, h)| ridge * (w - h));
        let mut slope: Vec<f32> = held.collect();
        for list in lists {
            add_slope(&mut slope, &weights, list, aim);
        }
        // Adam: each weight with a step of its own.
        let length = LENGTH * (1.0 - step as f32 / (STEPS + 1) as f32);
        let (fade_mean, fade_square) = (0.9_f32, 0.999_f32);
        for (at, weight) in weights.iter_mut().enumerate() {
            mean[at] = fade_mean * mean[at] + (1.0 - fade_mean) * slope[at];
            square[at] = fade_square * square[at] + (1.0 - fade_square) * slope[at] * slope[at];
            let m = mean[at] / (1.0 - fade_mean.powi(step as i32));
            let s = square[at] / (1.0 - fade_square.powi(step as i32));
            *weight -= length * m / (s.sqrt() + 1e-6);
        }
    }
    for (number, name) in ProfileName::ALL.into_iter().enumerate() {
        if !lists.iter().flatten().any(|row| row.profile == name) {
            continue;
        }
        let Some(own) = weights.get(number * WIDTH..(number + 1) * WIDTH) else {
            continue;
        };
        let mut row = Features::default();
        for (place, &feature) in Feature::ALL.iter().enumerate() {
            row[feature] = (own[place + 1] * 1000.0).round() / 1000.0;
        }
        config.set_weights(name, (own[0] * 1000.0).round() / 1000.0, row);
    }
}

fn add_slope(slope: &mut [f32], weights: &[f32], list: &[Row], aim: Aim) {
    let scores: Vec<f32> = list.iter().map(|row| score(weights, row)).collect();
    let pulls: Vec<f32> = match aim {
        Aim::Each => scores
            .iter()
            .zip(list)
            .map(|(score, row)| sigmoid(*score) - f32::from(u8::from(row.right)))
            .collect(),
        Aim::Order => {
            let right = list.iter().filter(|row| row.right).count();
            if right == 0 {
                return;
            }
            let most = scores.iter().copied().fold(f32::NEG_INFINITY, f32::max);
            let grown: Vec<f32> = scores.iter().map(|s| (s - most).exp()).collect();
            let all: f32 = grown.iter().sum();
            let share = 1.0 / right as f32;
            let wanted = list.iter().map(|row| if row.right { share } else { 0.0 });
            grown.iter().zip(wanted).map(|(g, w)| g / all - w).collect()
        }
    };
    for (row, pull) in list.iter().zip(pulls) {
        let start = row.profile as usize * WIDTH;
        let Some(own) = slope.get_mut(start..start + WIDTH) else {
            continue;
        };
        own[0] += pull;
        for (slope, feature) in own[1..].iter_mut().zip(&row.features.0) {
            *slope += pull * feature;
        }
    }
}

fn score(weights: &[f32], row: &Row) -> f32 {
    let start = row.profile as usize * WIDTH;
    let own = weights.get(start..start + WIDTH).unwrap_or_default();
    let Some((base, own)) = own.split_first() else {
        return 0.0;
    };
    base + own
        .iter()
        .zip(&row.features.0)
        .map(|(w, f)| w * f)
        .sum::<f32>()
}

fn sigmoid(score: f32) -> f32 {
    1.0 / (1.0 + (-score).exp())
}

/// The candidates of one step of the calibration, at least: fewer say nothing about a share.
const STEP: usize = 25;

/// How likely a score is right: knots for the configuration, from scores of pairs that were *not* learned from and whether each
/// was right. Pools neighbours that go against the order (isotonic regression), so that more score never means less confidence.
pub fn calibrate(mut scored: Vec<(f32, bool)>) -> Vec<[f32; 2]> {
    scored.sort_by(|a, b| a.0.total_cmp(&b.0));
    // Sum of scores, number right, number.
    let mut pools: Vec<(f32, f32, f32)> = Vec::new();
    for step in scored.chunks(STEP) {
        let sum = step.iter().map(|s| s.0).sum();
        let right = step.iter().filter(|s| s.1).count() as f32;
        pools.push((sum, right, step.len() as f32));
        while let [.., before, last] = pools.as_slice()
            && before.1 / before.2 >= last.1 / last.2
        {
            let joined = (before.0 + last.0, before.1 + last.1, before.2 + last.2);
            pools.truncate(pools.len() - 2);
            pools.push(joined);
        }
    }
    let round = |x: f32| (x * 1000.0).round() / 1000.0;
    let mut knots: Vec<[f32; 2]> = pools
        .iter()
        // One right and one wrong more: a step in which all were right is not certain.
        .map(|(sum, right, all)| [round(sum / all), round((right + 0.5) / (all + 1.0))])
        .collect();
    knots.dedup_by(|b, a| b[0] <= a[0]);
    let mut highest = 0.0_f32;
    for knot in &mut knots {
        highest = highest.max(knot[1]);
        knot[1] = highest;
    }
    knots
}

/// Pairs from which steps are told apart; with fewer a curve of two parameters says more.
const MANY: usize = 2_000;

/// As [`calibrate`], with a logistic curve where there are too few pairs for steps.
pub fn calibrate_few(scored: Vec<(f32, bool)>) -> Vec<[f32; 2]> {
    if scored.len() >= MANY {
        return calibrate(scored);
    }
    let (mut slope, mut base) = (1.0_f32, 0.0_f32);
    for _ in 0..CURVE_STEPS {
        let (mut by_slope, mut by_base) = (0.0_f32, 0.0_f32);
        for (score, right) in &scored {
            let pull = sigmoid(slope * score + base) - f32::from(u8::from(*right));
            by_slope += pull * score;
            by_base += pull;
        }
        let all = scored.len().max(1) as f32;
        slope = (slope - 0.2 * by_slope / all).max(0.05);
        base -= 0.2 * by_base / all;
    }
    let round = |x: f32| (x * 1000.0).round() / 1000.0;
    let scores = scored.iter().map(|s| s.0);
    let low = scores.clone().fold(f32::INFINITY, f32::min);
    let high = scores.fold(f32::NEG_INFINITY, f32::max).max(low + 1.0);
    let knot = |place: usize| {
        let score = low + (high - low) * place as f32 / (CURVE_KNOTS - 1) as f32;
        [round(score), round(sigmoid(slope * score + base))]
    };
    (0..CURVE_KNOTS).map(knot).collect()
}

/// Steps towards the curve, and knots along it.
const CURVE_STEPS: usize = 3_000;
const CURVE_KNOTS: usize = 12;

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn row(value: f32, right: bool) -> Row {
        let mut features = Features::default();
        features[Feature::Name] = value;
        Row {
            profile: ProfileName::Skill,
            features,
            right,
        }
    }

    #[test]
    fn what_tells_right_from_wrong_gets_weight_by_either_aim() {
        for aim in [Aim::Order, Aim::Each] {
            let lists: Vec<_> = (0..40)
                .map(|n| vec![row(0.9, true), row(0.01 * n as f32, false)])
                .collect();
            let mut config = LinkingConfig::default();
            learn(&mut config, &lists, aim);
            let profile = &config.profile["skill"];
            assert!(profile.weight(Feature::Name) > 1.0, "{aim:?}");
            assert_eq!(profile.weight(Feature::Verb), 0.0);
        }
    }

    #[test]
    fn few_lists_hardly_move_weights_that_are_known() {
        let lists = [vec![row(0.9, true), row(0.8, false)]];
        let (mut known, before) = (LinkingConfig::default(), LinkingConfig::default());
        learn_from(&mut known, &lists, Aim::Each, Start::Known);
        let weight = |config: &LinkingConfig| config.profile["skill"].weight(Feature::Said);
        assert_eq!(weight(&known), (weight(&before) * 1000.0).round() / 1000.0);
        let mut anew = LinkingConfig::default();
        learn(&mut anew, &lists, Aim::Each);
        assert_eq!(weight(&anew), 0.0);
    }

    #[test]
    fn profiles_without_lists_stay_as_they_are() {
        let mut config = LinkingConfig::default();
        let before = config.profile["material"].clone();
        learn(
            &mut config,
            &[vec![row(1.0, true), row(0.0, false)]],
            Aim::Each,
        );
        assert_eq!(config.profile["material"], before);
    }

    #[test]
    fn shares_become_confidence() {
        let scored = (0..400)
            .map(|n| (n as f32 / 100.0, n % 4 < n / 100))
            .collect();
        let knots = calibrate(scored);
        let low = knots.first().unwrap();
        let high = knots.last().unwrap();
        assert!(low[1] < 0.1 && (0.6..0.9).contains(&high[1]), "{knots:?}");
    }

    proptest! {
        #[test]
        fn knots_ascend_whatever_the_scores(scored in prop::collection::vec((-5.0_f32..5.0, any::<bool>()), 1..300)) {
            let knots = calibrate(scored);
            prop_assert!(!knots.is_empty());
            for two in knots.windows(2) {
                prop_assert!(two[0][0] < two[1][0] && two[0][1] <= two[1][1]);
            }
        }
    }
}
