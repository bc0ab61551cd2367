/// A system of which one course of events can stand for many trials.
///
/// The promise: what its handlers do depends on the answers to `happens` and on the order of events,
/// not on how long a delay is. They hand a drawn delay to `schedule` as it is (a floor and a cap are
/// parts of the draw), and may keep it or draw again from a distribution made of it, but decide
/// nothing by it, nor by `now`. A rehearsal finds out by itself where a delay was kept, and every
/// trial is then simulated.
public protocol HasDominantPath: System {}
