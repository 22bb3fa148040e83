"""Estimates: what claims that contradict each other jointly support, and what that rests on.

The order of reading: ``observations`` (what the estimators take), ``bounds`` (arithmetic without a
prior), ``baselines``, then the bias-aware model: ``anchors``, ``model``, ``fit``. Pure: no network,
database, data frame or clock.
"""
