//! Published results, for everybody.
