//! From figures to a published result: lots, provisional versions, certification, corrections, annulment, repetition.
