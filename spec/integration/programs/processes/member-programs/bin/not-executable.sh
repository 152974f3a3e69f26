#!/bin/sh
echo "sh $# $1"
