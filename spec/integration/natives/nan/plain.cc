// An addon of NAN of the old kind, which registers itself when its library is loaded: once for each file.
#include <nan.h>

NAN_MODULE_INIT(Init) { Nan::Set(target, Nan::New("kind").ToLocalChecked(), Nan::New("plain").ToLocalChecked()); }

NODE_MODULE(plain, Init)
