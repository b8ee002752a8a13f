'use strict';

// What one writes with Socket.IO to push to topics and users, which are rooms.
const http = require('http');
const { Server } = require('socket.io');
const { onPush, serve } = require('./lines');

const server = http.createServer();
const io = new Server(server, { transports: ['websocket'] });
io.on('connection', (socket) => {
  const { topic, user } = socket.handshake.query;
  socket.join([`topic ${topic}`, `user ${user}`]);
});

// After Socket.IO has put its own listener there, which takes only what is under its path.
const push = onPush((name, content) => io.to(name).emit('m', content));
server.on('request', (request, response) => {
  if (!request.url.startsWith('/socket.io/')) {
    push(request, response);
  }
});

serve(server, Number(process.argv[2]));
