"""Any recipe within its limits, for hypothesis."""

from hypothesis import strategies as st

from model.digits.distortion import Distortion
from model.network.records import Initialisation, Squashing
from model.settings import limits_of
from model.training.engine.criterion import Loss
from model.training.presets import MODERN
from model.training.recipes import Optimizer, Schedule, TrainingConfig

CONFIGS = st.builds(
    TrainingConfig,
    loss=st.sampled_from(Loss),
    squashing=st.sampled_from(Squashing),
    initialisation=st.sampled_from(Initialisation),
    optimizer=st.sampled_from(Optimizer),
    schedule=st.sampled_from(Schedule),
    distortion=st.builds(Distortion, **{name: st.floats(*ends) for name, ends in limits_of(Distortion).items()}),
    **{
        name: st.integers(int(low), int(high)) if isinstance(getattr(MODERN, name), int) else st.floats(low, high)
        for name, (low, high) in limits_of(TrainingConfig).items()
    },
)
