"""Figures, their parts, and the lists behind them."""
