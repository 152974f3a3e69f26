const fs = require('node:fs');
const path = require('node:path');
const util = require('node:util');

fs.open(path.join(__dirname, 'data/a.txt'), (error, fd) => {
  console.log(error, typeof fd);
  fs.read(fd, Buffer.alloc(4), 0, 4, 0, (failure, count, buffer) => {
    console.log(failure, count, buffer.toString());
    fs.read(fd, { buffer: Buffer.alloc(3) }, (_, read, { length }) => {
      console.log(read, length);
      fs.readv(fd, [Buffer.alloc(2), Buffer.alloc(2)], 4, async (__, bytes, buffers) => {
        console.log(bytes, buffers.map(String));
        console.log(await util.promisify(fs.read)(fd, Buffer.alloc(2), 0, 2, 1));
        fs.fstat(fd, (___, stat) => {
          console.log(stat.size);
          fs.close(fd, (closed) => {
            console.log(closed);
            fs.close(fd, (again) => console.log(again.code, again.syscall));
          });
        });
      });
    });
  });
});
