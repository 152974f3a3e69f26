module.exports = #{x};
