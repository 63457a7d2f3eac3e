SELECT execution_id, min(config_name), min(timestamp), count(*), sum(item_type GLOB 'output_*')
  FROM items GROUP BY execution_id ORDER BY execution_id DESC LIMIT 20;
SELECT config_used, count(*) FROM items WHERE item_type GLOB 'output_*' GROUP BY config_used ORDER BY config_used;
SELECT * FROM items WHERE execution_id = (SELECT max(execution_id) FROM items) ORDER BY sequence_number;
