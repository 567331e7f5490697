"""The simulation protocol: invented worlds and students on which the engine is judged."""
