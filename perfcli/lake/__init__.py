"""Many repositories as one lake: Parquet files in Hive partitions, and the engines that answer from them.

The one door to pyarrow and DuckDB, which are extras and loaded late.
"""
