from hypothesis import settings

# A shared machine is slow at times; properties are about values, not time.
settings.register_profile("patient", deadline=None)
settings.load_profile("patient")
