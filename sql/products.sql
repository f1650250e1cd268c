-- The sink of conf/products.yaml. Variables of the environment are replaced inside of quotes.

-- Whole documents: every column of the row, as to_jsonb writes it.
CREATE TABLE products_index WITH (
  'connector' = 'elasticsearch',
  'hosts' = '${ELASTICSEARCH_URL:-http://localhost:9200}',
  'index' = 'products'
);

-- Or some columns only, cast to these types. Replace the table above by this one:
--
-- CREATE TABLE products_index (
--   id BIGINT,
--   name STRING,
--   price DECIMAL(10, 2),
--   in_stock BOOLEAN,
--   updated_at TIMESTAMP_LTZ(6)
-- ) WITH (
--   'connector' = 'elasticsearch',
--   'hosts' = '${ELASTICSEARCH_URL:-http://localhost:9200}',
--   'index' = 'products'
-- );
