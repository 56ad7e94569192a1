//! What rooms do, over the API and by their actions, on both engines.

mod rolls;
