function n({name:r,depth:e}){if(e>0)return n({name:r,depth:e-1});throw new Error(`mapped ${r}`)}export{n as thrower};
//# sourceMappingURL=thrower.mjs.map
