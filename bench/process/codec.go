package process

import (
	"fmt"

	"google.golang.org/grpc/mem"
)

// Codec passes encoded messages through: it sends a []byte, and of what it receives it stores the size in an *int.
type Codec struct{}

// Marshal returns the bytes.
func (Codec) Marshal(v any) (mem.BufferSlice, error) {
	message, ok := v.([]byte)
	if !ok {
		return nil, fmt.Errorf("the message is a %T", v)
	}
	return mem.BufferSlice{mem.SliceBuffer(message)}, nil
}

// Unmarshal stores the size of the message.
func (Codec) Unmarshal(data mem.BufferSlice, v any) error {
	if size, ok := v.(*int); ok {
		*size = data.Len()
	}
	return nil
}

// Name returns the name of the codec of Protobuf, which it replaces.
func (Codec) Name() string { return "proto" }
