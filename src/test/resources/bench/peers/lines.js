'use strict';

// As the other programs of the benchmarks: says that it is ready, and ends when its standard input does.
exports.serve = (server, port) => {
  server.keepAliveTimeout = 0;
  process.stdin.on('end', () => process.exit()).resume();
  server.listen(port, '127.0.0.1', 4096, () => console.log('ready'));
};

// GET /push/topic?topic=T&content=C and GET /push/user?userId=U&content=C, answered with nothing.
exports.onPush = (push) => (request, response) => {
  const parameters = new URL(request.url, 'http://localhost').searchParams;
  const topic = parameters.get('topic');
  push(topic === null ? `user ${parameters.get('userId')}` : `topic ${topic}`, parameters.get('content'));
  response.writeHead(200, { 'Content-Length': 0 });
  response.end();
};
