//! The parts that views are made of. They know no shop.
