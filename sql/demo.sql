-- A table without columns takes whole documents.
CREATE TABLE products_index WITH (
  'connector' = 'elasticsearch',
  'hosts' = '${ELASTICSEARCH_URL:-http://localhost:9200}',
  'index' = 'products'
);
