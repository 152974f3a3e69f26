// An addon of NAN that every thread can load: static variables of the library, and a class whose objects are made by V8.
#include <nan.h>

static int loads = 0;

class Counter : public Nan::ObjectWrap {
 public:
  static NAN_METHOD(New) {
    (new Counter())->Wrap(info.This());
    info.GetReturnValue().Set(info.This());
  }
  static NAN_METHOD(Next) {
    Counter* counter = Nan::ObjectWrap::Unwrap<Counter>(info.Holder());
    info.GetReturnValue().Set(Nan::New(++counter->count_));
  }

 private:
  int count_ = 0;
};

NAN_MODULE_INIT(Init) {
  v8::Local<v8::FunctionTemplate> constructor = Nan::New<v8::FunctionTemplate>(Counter::New);
  constructor->InstanceTemplate()->SetInternalFieldCount(1);
  Nan::SetPrototypeMethod(constructor, "next", Counter::Next);
  Nan::Set(target, Nan::New("Counter").ToLocalChecked(), Nan::GetFunction(constructor).ToLocalChecked());
  Nan::Set(target, Nan::New("loads").ToLocalChecked(), Nan::New(++loads));
}

NAN_MODULE_WORKER_ENABLED(counter, Init)
