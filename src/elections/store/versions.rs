//! Published versions of results.
